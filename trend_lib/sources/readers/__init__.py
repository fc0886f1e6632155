"""Readers of known exports, a file each: from received bytes to records under our columns' names.

The reader `table` (any CSV, JSON lines, Parquet, workbook) is not here: its columns are mapped in
trends.toml. A reader of this folder knows its system's shapes and needs no mapping; a mapping
may add to it, or correct it.
"""
