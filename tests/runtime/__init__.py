"""Tests of the runtime, which know neither the generated package nor the emulator."""
