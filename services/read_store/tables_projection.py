"""Tables of one projection version, about articles. `{schema}` is chosen when a connection is opened (translation).

Those about matters stand in `tables_matters.py`. Rows are added and never changed, but for the heads of streams.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

PLACEHOLDER = "projection"
"""Stands for the schema of the projection in question, see `schemas.py`."""

projection = MetaData(schema=PLACEHOLDER)

article_streams = Table(
    "article_streams",
    projection,
    Column("stream", Text, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("last_id", Text, nullable=False),
    Column("last_hash", Text, nullable=False),
    Column("stopped", Text, comment="why nothing more of this stream is applied"),
    comment="How far is each article's stream, and did it stop?",
)

stream_events = Table(
    "stream_events",
    projection,
    Column("stream", Text, primary_key=True),
    Column("version", BigInteger, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("type", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("previous_id", Text, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("caused_by", Text, nullable=False),
    Column("partition", Integer, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("data", JSONB, nullable=False),
    comment="What happened in one article's stream? The archive.",
)

editions = Table(
    "editions",
    projection,
    Column("article_id", Text, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("outlet", Text, nullable=False, comment="the source in one spelling"),
    Column("published_at", Text),
    Column("published_on", Date, comment="last UTC day of published_at; null where unknown"),
    Column("revised_at", Text),
    Column("counts", DateTime(timezone=True), nullable=False, comment="from when it counts on the published clock"),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("position", BigInteger, nullable=False, comment="offset of its last event: from there on it is whole"),
    Column("url", Text),
    Column("title", Text),
    Column("lang", Text),
    Column("text", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("reread", Boolean, nullable=False, comment="whether it is the text of the edition before, read again"),
    Column("claims_total", Integer, nullable=False),
    Column("minima", LargeBinary, nullable=False, comment="MinHash signature, 32 bits each, big-endian"),
    Index("editions_by_source", "source", "published_on"),
    Index("editions_by_outlet", "outlet", "published_on"),
    Index("editions_by_position", "position", unique=True),
    comment="Which text did an article have, by which clocks?",
)

edition_bands = Table(
    "edition_bands",
    projection,
    Column("band", BigInteger, primary_key=True),
    Column("position", BigInteger, primary_key=True, comment="that of the text"),
    comment="Under which keys is a text to be looked for by its copies? Narrow: it has 64 rows a text.",
)

alike = Table(
    "alike",
    projection,
    Column("article_id", Text, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("other_id", Text, primary_key=True),
    Column("other_edition", Integer, primary_key=True),
    Column("similarity", Float, nullable=False),
    comment="Which texts are copies of which? Each pair both ways.",
)

claims = Table(
    "claims",
    projection,
    Column("article_id", Text, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("event_id", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("data", JSONB, nullable=False),
    comment="What does each article claim? Never updated, never deleted.",
)

unread = Table(
    "unread",
    projection,
    Column("article_id", Text, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("start", Integer, nullable=False, comment="first code point of the sentence in the text"),
    Column("end", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("trigger", Text, nullable=False),
    comment="Which sentences should have made a claim and made none, and why?",
)

reviews = Table(
    "reviews",
    projection,
    Column("event_id", Text, primary_key=True),
    Column("article_id", Text, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("position", BigInteger, nullable=False, comment="offset of its event"),
    Index("reviews_by_claim", "article_id", "edition", "ordinal"),
    comment="Which claims did a person reject or confirm?",
)

notices = Table(
    "notices",
    projection,
    Column("outlet", Text, primary_key=True),
    Column("type", Text, primary_key=True, comment="of the claims it speaks of"),
    Column("place", Text, primary_key=True, comment="empty where it names none: anything its outlet said may be meant"),
    Column("article_id", Text, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Index("notices_by_claim", "article_id", "edition", "ordinal"),
    comment="What do outlets correct or take back?",
)
