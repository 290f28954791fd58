"""The steps by which the tables of a record came to be what they are."""
