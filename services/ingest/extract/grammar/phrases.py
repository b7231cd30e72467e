"""Pass 6. In: tagged tokens. Out: noun phrases, verb groups and the words between, in their order."""

from services.ingest.extract.grammar.noun_phrases import noun_phrase
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.grammar.verb_groups import NEGATIONS, verb_group
from services.ingest.extract.words.tokens import Token


def phrases(tokens: list[Token]) -> list[object]:
    """Noun phrases, verb groups, and token numbers for all other words, left to right."""
    found: list[object] = []
    i = 0
    while i < len(tokens):
        tag = tokens[i].tag
        if tag in "XVT" or (tag == "R" and _verb_after_adverbs(tokens, i)):
            group = verb_group(tokens, i)
            if group is not None:
                found.append(group)
                found += [NounPhrase(j, j, j + 1) for j in range(group.start, group.head) if tokens[j].tag == "Z"]
                i = group.end
                continue
        elif tag in "DSNPAMOZ":
            phrase = noun_phrase(tokens, i)
            if phrase is not None:
                found.append(phrase)
                i = phrase.end
                continue
        found.append(i)
        i += 1
    return found


def _verb_after_adverbs(tokens: list[Token], i: int) -> bool:
    """Quietly left; no longer to leave; about jointly guarding, by not paying; behind a subject also: no longer has."""
    j = i
    while j < len(tokens) and tokens[j].tag == "R":
        j += 1
    if j < len(tokens) and tokens[j].tag == "T":
        return tokens[j - 1].low in NEGATIONS
    if j < len(tokens) and tokens[j].tag == "X":
        return tokens[j - 1].low in NEGATIONS and i > 0 and tokens[i - 1].tag in "NPOMZ"
    if j == len(tokens) or tokens[j].tag != "V":
        return False
    return i == 0 or tokens[i - 1].tag not in "XI" or (tokens[i - 1].tag == "I" and "ing" in tokens[j].word.forms)
