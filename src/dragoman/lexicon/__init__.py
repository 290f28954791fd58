"""The words: data files by kind under ``data/``, one loader for each kind, one checker."""
