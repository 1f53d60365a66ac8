"""Full loads: windows side by side, resumed where they stopped."""
