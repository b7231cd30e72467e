"""From a sentence to tokens with one part of speech each."""
