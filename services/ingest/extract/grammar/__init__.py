"""From tokens to the tree of clauses."""
