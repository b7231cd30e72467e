"""Tables of one projection version, about matters: places (`place/<id>`), memberships (`membership/<org>/<member>`).

An answer reads its matter's rows of `assertions` and of the small tables beside it, and folds them. Every row says from
when it is in view: `published` on the press clock, `recorded_at` on the log clock, `position` as the exact offset.
No row is ever changed; only `findings`, which is derived from the others, has one row a matter.
"""

from typing import Any

from sqlalchemy import BigInteger, Column, Date, DateTime, Index, Integer, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from services.read_store.tables_projection import projection


def _claim_key(*, primary_key: bool) -> list[Column[Any]]:
    """The columns that name one claim of one edition."""
    return [
        Column("article_id", Text, primary_key=primary_key, nullable=False),
        Column("edition", Integer, primary_key=primary_key, nullable=False),
        Column("ordinal", Integer, primary_key=primary_key, nullable=False),
    ]


def _in_view_from() -> list[Column[Any]]:
    """From when a row is in view of the log clock, and from which position."""
    return [
        Column("recorded_at", DateTime(timezone=True), nullable=False),
        Column("position", BigInteger, nullable=False, comment="offset from which it is there"),
    ]


_DECIDING = (
    "article_id", "edition", "ordinal", "told_in", "published", "part", "frame", "stated", "role", "said_on",
    "effective", "made", "source", "men", "origin", "gist", "recorded_at", "position",
)  # fmt: skip

assertions = Table(
    "assertions",
    projection,
    Column("matter", Text, nullable=False),
    Column("day", Date, nullable=False, comment="acting day; 9999-12-31 for history told without a date"),
    *_claim_key(primary_key=False),
    Column("told_in", Integer, nullable=False, comment="edition in which it was told first"),
    Column("published", DateTime(timezone=True), nullable=False, comment="from when that edition counts"),
    Column("part", Text, nullable=False, comment="owner/force class, or facet"),
    Column("frame", Text, nullable=False, comment="what it does to a state"),
    Column("stated", Text, nullable=False, comment="date told, EDTF"),
    Column("role", Text, nullable=False, comment="of the date told"),
    Column("said_on", Text, nullable=False),
    Column("effective", Text, nullable=False, comment="date of a plan, EDTF"),
    Column("made", Date, comment="day on which a plan was agreed, called off …"),
    Column("source", Text, nullable=False, comment="letter, whether a named official speaks, for which state"),
    Column("men", Text, nullable=False, comment="how many: [value, least, most]"),
    Column("origin", Text, nullable=False, comment="speaker or agency; empty where it is the article itself"),
    Column("gist", LargeBinary, nullable=False, comment="digest of all that decides, and of the origin"),
    *_in_view_from(),
    # With all columns, so that the rows of one matter lie side by side, however long ago each was written.
    Index("assertions_by_matter", "matter", "day", postgresql_include=_DECIDING),
    info={"told apart by": ("matter", "day", "article_id", "edition", "ordinal", "told_in", "gist")},
    comment="What decides about a matter? One row an assertion; what one origin says again is in `restatements`.",
)

restatements = Table(
    "restatements",
    projection,
    Column("matter", Text, primary_key=True),
    Column("gist", LargeBinary, primary_key=True, comment="that of the assertion which it says again"),
    *_claim_key(primary_key=True),
    Column("published", DateTime(timezone=True), nullable=False),
    *_in_view_from(),
    comment="Who else printed the same word of the same origin? Counted and shown as evidence; decides nothing.",
)

listed = Table(
    "listed",
    projection,
    Column("matter", Text, primary_key=True),
    Column("published", DateTime(timezone=True), primary_key=True),
    *_claim_key(primary_key=True),
    Column("reason", Text, nullable=False),
    *_in_view_from(),
    comment="Which claims bear on a matter and decide nothing, and why?",
)

claim_matters = Table(
    "claim_matters",
    projection,
    Column("matter", Text, primary_key=True),
    Column("published", DateTime(timezone=True), primary_key=True, comment="from when its edition counts"),
    *_claim_key(primary_key=True),
    *_in_view_from(),
    Index("claim_matters_by_claim", "article_id", "edition", "ordinal"),
    comment="On which matters does a claim bear? In the order of publication.",
)

contingent = Table(
    "contingent",
    projection,
    Column("matter", Text, primary_key=True),
    Column("article_id", Text, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("counts", DateTime(timezone=True), nullable=False, comment="from when it counts on the published clock"),
    *_in_view_from(),
    Index("contingent_by_article", "article_id"),
    comment="Which articles were revised, copied, taken back or reviewed, and when does each of their texts count?",
)

strikes = Table(
    "strikes",
    projection,
    Column("matter", Text, primary_key=True),
    *_claim_key(primary_key=True),
    Column("by_article", Text, primary_key=True),
    Column("by_edition", Integer, primary_key=True),
    Column("by_ordinal", Integer, primary_key=True),
    Column("verb", Text, nullable=False, comment="corrected or retracted"),
    comment="Which notices speak of which claims?",
)

verdicts = Table(
    "verdicts",
    projection,
    Column("matter", Text, primary_key=True),
    *_claim_key(primary_key=True),
    Column("position", BigInteger, primary_key=True, comment="offset of the review"),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("verdict", Text, nullable=False, comment="rejected or confirmed"),
    comment="What did people say of the claims on a matter?",
)

kin = Table(
    "kin",
    projection,
    Column("matter", Text, primary_key=True),
    Column("article_id", Text, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("other_id", Text, primary_key=True),
    Column("other_edition", Integer, primary_key=True),
    comment="Which texts that bear on a matter are copies of each other? Each pair once.",
)

findings = Table(
    "findings",
    projection,
    Column("matter", Text, primary_key=True),
    Column("found", JSONB, nullable=False, comment="what is concluded with every clock open, its citations by claim"),
    # Bounds, not facts: they may differ with the batches in which events came.
    Column(
        "settled_on", Date, nullable=False, comment="from this day at the latest it is the conclusion of all claims"
    ),
    Column("first_at", BigInteger, nullable=False, comment="no word on the matter stands before this offset"),
    Column("last_at", BigInteger, nullable=False, comment="nothing after this offset could have changed it"),
    comment="What is the case, with every clock open?",
)
