"""The workbench: a record in the browser, and its JSON API."""
