"""Who says it: speakers, sayings, outlets."""
