"""The emulator's pages and the documentation in a real browser."""
