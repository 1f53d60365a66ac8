"""Settings of the runtime's tests."""

from __future__ import annotations

from hypothesis import settings

# A slow machine is no failure of what is tested.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
