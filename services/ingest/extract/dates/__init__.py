"""Date expressions: found, resolved, given to what they date."""
