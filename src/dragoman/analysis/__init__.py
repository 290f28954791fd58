"""Numbers over a record: series of dyads, networks, points of a map, coverage.

Pure functions over ``Happening`` and ``ReportEntry``; what each measures stands in
docs/analysis.md.
"""
