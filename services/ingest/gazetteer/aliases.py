"""The written forms of the gazetteer's entities, with their spellings."""

from services.ingest.gazetteer.model import Alias, AliasKind, fold
from services.ingest.gazetteer.variants import Spelling

_INITIALS = (3, 4)


class Aliases:
    """The written forms; what a later row says of a form comes before what an earlier one said."""

    def __init__(self) -> None:
        self.spelling = Spelling()
        self.found: dict[str, list[Alias]] = {}

    def add(self, form: str, kind: AliasKind, key: str, of: str = "", capitalised: bool = True) -> None:
        """One more written form of `key`, with its other spellings where `of` says whose name it is, and with points
        where it is made of initials: F.S.B."""
        if form.isupper() and form.isalpha() and form.isascii() and len(form) in _INITIALS:
            self.add("".join(f"{letter}." for letter in form), kind, key)
        exact = capitalised and (form.isupper() or len(form) <= 3)
        for folded in self.spelling.variants(fold(form), of) if of else (fold(form),):
            capital = capitalised and not form[:1].islower()
            alias = Alias(form=form, kind=kind, key=key, exact=exact, capitalised=capital)
            listed = self.found.setdefault(folded, [])
            if all((k.kind, k.key) != (kind, key) for k in listed):
                if kind == "place" and any(k.kind == "place" for k in listed):
                    listed.insert(0, alias)
                else:
                    listed.append(alias)
