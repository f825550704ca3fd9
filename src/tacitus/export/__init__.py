"""Records and incidents as they leave: in a terminal, as JSON Lines, as CSV."""
