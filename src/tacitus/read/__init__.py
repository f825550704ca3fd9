"""TODO-DOOR."""
