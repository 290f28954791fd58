"""One target a module: ``check(data)`` returns for every input, whatever the input is."""

NAMES = (
    "actors",
    "addresses",
    "api",
    "archives",
    "coder",
    "codings",
    "feeds",
    "foreign",
    "lexicon",
    "lines",
    "pages",
    "parquet",
    "robots",
    "settings",
    "tables",
    "texts",
)
