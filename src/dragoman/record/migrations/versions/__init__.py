"""One module a step; the number of its file is the order."""
