"""Numbers that look random and depend on nothing but what they are made from."""

from __future__ import annotations

_MASK = (1 << 64) - 1


def chance(seed: int, *parts: int) -> int:
    """Return 64 bits that depend on the seed and the parts (splitmix64)."""
    value = seed & _MASK
    for part in parts:
        value = (value ^ part) * 0x9E3779B97F4A7C15 & _MASK
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & _MASK
        value = (value ^ value >> 27) * 0x94D049BB133111EB & _MASK
        value ^= value >> 31
    return value


def pick(bits: int, shift: int, size: int) -> int:
    """Return a number below `size` from the bits that begin at `shift`."""
    return (bits >> shift) % size
