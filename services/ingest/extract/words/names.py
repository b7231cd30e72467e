"""Pass 3b. In: the tokens of a sentence. Out: the same, each with the state or places that its mention names."""

from collections.abc import Iterable

from services.ingest.extract.text.mentions import Mention
from services.ingest.extract.words.tokens import Token
from services.ingest.gazetteer import Gazetteer


def name(tokens: list[Token], gazetteer: Gazetteer) -> None:
    """Set `state` (ISO 3166-1 alpha-3 or an organisation's id) and `places` (ids) of every token with a mention.

    A country or capital has both: what it stands for depends on its role, which later passes know.
    """
    for token in tokens:
        mention = token.mention
        if mention is None:
            continue
        match mention.kind:
            case "country" | "adjective":
                token.state = mention.key
                token.places = (gazetteer.countries[mention.key].alpha2,)
            case "capital":
                token.state = mention.key
                own = gazetteer.countries[mention.key].capital_id
                token.places = (own,) if own else ()
            case "metonym" | "organisation":
                token.state = mention.key
            case "person":
                token.state = gazetteer.people[mention.key].state
            case "place":
                token.places = (mention.key,)


def states_named(mentions: Iterable[Mention], gazetteer: Gazetteer) -> frozenset[str]:
    """The states that an article names, by name, capital or people."""
    found = {m.key for m in mentions if m.kind in ("country", "adjective", "capital", "metonym")}
    found |= {s for m in mentions if m.kind == "person" and (s := gazetteer.people[m.key].state) is not None}
    return frozenset(found)
