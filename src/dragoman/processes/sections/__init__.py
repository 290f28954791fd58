"""The sections of a dossier: each a pure function from a scene to typed records."""
