"""The handwritten runtime that the generated package `protime` stands on."""
