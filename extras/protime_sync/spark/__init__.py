"""Protime as a data source of Spark: batches in parallel partitions, and streams."""

from __future__ import annotations

from protime_sync.spark.source import ProtimeDataSource

__all__ = ["ProtimeDataSource"]
