"""Numbers over a record: series of dyads and their changes, networks, points of a map, coverage; as
tables, data frames, files and charts.

Pure functions over ``Happening`` and ``ReportEntry``, which ``material.gather`` reads; what each
measures, and what must not be concluded from it, stands in docs/analysis.md.
"""
