"""Who may do what, and what no page may ever do."""
