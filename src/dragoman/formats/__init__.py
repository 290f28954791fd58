"""Files of the field, out and back in."""
