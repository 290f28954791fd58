"""RSS and Atom in files."""

from fuzz.inputs import reading

check = reading(".rss", ".atom", ".xml", ".rdf")
