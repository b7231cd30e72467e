"""What editions tell, as rows of a schema being filled: what they assert waits in `filed` until all is there."""

from collections.abc import Sequence

from sqlalchemy import Connection

from services.projector.projections.articles import edition_of, review_row, tell
from services.projector.projections.assertions import Texts, file_edition
from services.projector.told import Review, ToldEdition, WholeEdition
from services.read_store.assertions import filed_row, listed_row
from services.read_store.editions import editions_of
from services.read_store.rows import Rows
from services.read_store.said import said_by
from services.read_store.tables_filling import filed
from services.read_store.tables_matters import listed
from services.resolve.press import press_of


def stage_first(rows: Rows, whole: WholeEdition) -> None:
    """Make the rows of the first text of an article: a function of the text alone."""
    edition = edition_of(whole)
    _stage(rows, tell(whole, edition, press_of({whole.key: edition})[whole.key], rows), {})


def stage(connection: Connection, whole: Sequence[WholeEdition | Review]) -> None:
    """Write the rows of texts, each after the earlier ones of its article, and of reviews."""
    texts = [one for one in whole if isinstance(one, WholeEdition)]
    known = {one.key: edition_of(one) for one in texts}
    press = press_of(known | editions_of(connection, {one.key.article_id for one in texts}))
    rows = Rows()
    told = [tell(one, known[one.key], press[one.key], rows) for one in texts]
    for review in whole:
        if isinstance(review, Review):
            review_row(rows, review)
    rows.write(connection)
    said = said_by(connection, {one.key.article_id for one in told if one.key.edition > 1})
    for one in told:
        _stage(rows, one, said.texts)
    rows.write(connection)


def _stage(rows: Rows, told: ToldEdition, texts: Texts) -> None:
    deciding, others = file_edition(told, texts)
    for one in deciding:
        rows.add(filed, **filed_row(one))
    for matter, other in others:
        rows.add(listed, **listed_row(matter, other, told.edition.recorded_at, told.position))
