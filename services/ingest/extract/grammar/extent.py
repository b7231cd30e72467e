"""Which words a clause or noun phrase takes up, with all that hangs on it."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase


def extent(node: "Clause | NounPhrase", depth: int = 0) -> tuple[int, int]:
    """First and last token of a node with what hangs on it."""
    if isinstance(node, NounPhrase):
        first, last = node.start, node.end - 1
        parts: list[object] = [*node.also, *node.named, *(q for _, q in node.links)]
    else:
        assert node.verb is not None
        first, last = node.verb.start, node.verb.end - 1
        parts = [node.subject, *node.objects, node.predicate, *(q for _, q in node.links)]
        last = max([last, *node.particles, node.adjective])
        if node.role in ("rel", "and") and isinstance(node.subject, NounPhrase) and node.subject.end <= node.start:
            parts[0] = None
    for part in parts:
        if part is not None and depth < 8 and isinstance(part, (NounPhrase, Clause)):
            if isinstance(part, Clause) and part.verb is None:
                continue
            a, b = extent(part, depth + 1)
            first, last = min(first, a), max(last, b)
    return first, last
