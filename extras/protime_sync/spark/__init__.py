"""Protime as a data source of Spark, read in parallel partitions."""

from __future__ import annotations

from protime_sync.spark.source import ProtimeDataSource

__all__ = ["ProtimeDataSource"]
