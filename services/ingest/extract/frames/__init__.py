"""Events: the senses of verbs and nouns, and what fills their slots."""
