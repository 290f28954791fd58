"""The coder over a corpus of any size, and its codings merged without a database.

A corpus is cut into shards. Each is coded by itself, by a process of this machine or a worker of a
Dask cluster, and written as Parquet; docs/scale.md describes the tables.
"""
