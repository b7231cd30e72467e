"""From the stored text to sentences with the names that are known in them."""
