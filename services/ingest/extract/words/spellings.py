"""How American English spells a word that the vocabulary has as it is written in Britain."""

_ENDINGS = (
    ("ise", "ize"), ("ises", "izes"), ("ised", "ized"), ("ising", "izing"), ("isation", "ization"), ("iser", "izer"),
    ("our", "or"), ("ours", "ors"), ("oured", "ored"), ("ouring", "oring"), ("ourhood", "orhood"),
    ("entre", "enter"), ("entres", "enters"), ("entred", "entered"), ("entring", "entering"), ("eatre", "eater"),
    ("elled", "eled"), ("elling", "eling"), ("nalled", "naled"), ("nalling", "naling"), ("defence", "defense"),
    ("offence", "offense"), ("ogramme", "ogram"), ("ogrammes", "ograms"), ("alogue", "alog"),
)  # fmt: skip
"""Endings of words longer than five letters; a word so spelt that there is besides stays what it is."""
_SHORTEST = 6


def american(word: str) -> str | None:
    """The word as it is spelt in America; None where that is the same."""
    if len(word) < _SHORTEST:
        return None
    return next((word[: -len(own)] + other for own, other in _ENDINGS if word.endswith(own)), None)
