"""Tables of one projection version. `{schema}` is chosen when a connection is opened (schema translation)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

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
    Column("published_at", Text),
    Column("published_on", Date, comment="last UTC day of published_at; null where unknown"),
    Column("revised_at", Text),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("url", Text),
    Column("title", Text),
    Column("lang", Text),
    Column("text", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("reread", Boolean, nullable=False, comment="whether it is the text of the edition before, read again"),
    Column("claims_total", Integer, nullable=False),
    Column("minima", ARRAY(BigInteger), nullable=False),
    Index("editions_by_source", "source", "published_on"),
    comment="Which text did an article have, by which clocks?",
)

edition_bands = Table(
    "edition_bands",
    projection,
    Column("band", BigInteger, primary_key=True),
    Column("article_id", Text, primary_key=True),
    Column("edition", Integer, primary_key=True),
    comment="Under which keys is a text to be looked for by its copies?",
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
    Column("event_id", Text, nullable=False, unique=True),
    Column("type", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("data", JSONB, nullable=False),
    Index("claims_by_notice", "source", postgresql_where=text("type in ('ArticleCorrected', 'ArticleRetracted')")),
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

claim_matters = Table(
    "claim_matters",
    projection,
    Column("matter", Text, primary_key=True, comment="place/<id>, membership/<org>/<member> or outlet/<source>"),
    Column("article_id", Text, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Index("claim_matters_by_claim", "article_id", "edition", "ordinal"),
    comment="On which matters does a claim bear?",
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
    Index("reviews_by_claim", "article_id", "edition", "ordinal"),
    comment="Which claims did a person reject or confirm?",
)

presence_current = Table(
    "presence_current",
    projection,
    Column("place", Text, primary_key=True),
    Column("conclusion", JSONB, nullable=False),
    Column("settled_on", Date, nullable=False, comment="from this day on the conclusion is the one of all claims"),
    comment="Who is where, with every clock open?",
)

participation_current = Table(
    "participation_current",
    projection,
    Column("org", Text, primary_key=True),
    Column("member", Text, primary_key=True),
    Column("conclusion", JSONB, nullable=False),
    Column("settled_on", Date, nullable=False, comment="from this day on the conclusion is the one of all claims"),
    comment="Who takes part in what, with every clock open?",
)
