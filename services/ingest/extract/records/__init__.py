"""From drafts to the records of an article."""
