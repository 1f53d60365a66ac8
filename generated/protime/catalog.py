# Generated from spec/ by `nox -s generate`. Do not edit.
"""What each collection says of itself, and how other systems name its items."""

from __future__ import annotations

from protime.api import API
from protime_runtime.catalog import Catalog, References

CATALOG = Catalog(API, "protime", "Protime")
"""What is known of each collection, by its name in URLs; described when asked for."""

REFERENCES = References("protime.references")
"""How other systems name the items of each collection."""
