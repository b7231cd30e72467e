"""Tables that outlive every rebuild. Their steps of change are in `migrations/`."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

SHARED_SCHEMA = "drawdown"
shared = MetaData(schema=SHARED_SCHEMA)

log_identity = Table(
    "log_identity",
    shared,
    Column("topic", Text, primary_key=True),
    Column("topic_id", Text, nullable=False),
    comment="Which log do these tables speak of? The broker's id of each topic.",
)

live_projection = Table(
    "live_projection",
    shared,
    Column("only_row", Boolean, primary_key=True, server_default="true"),
    Column("schema_name", Text, nullable=False),
    CheckConstraint("only_row", name="live_projection_has_one_row"),
    comment="Which projection schema answers now?",
)

projections = Table(
    "projections",
    shared,
    Column("schema_name", Text, primary_key=True),
    Column("purpose", Text, nullable=False, comment="answers, replay, what-if or verify"),
    Column("stage", Text, nullable=False, comment="filling, indexing or ready"),
    Column("shape", Text, nullable=False, comment="hash of the definition of its tables"),
    Column("rules", Text, nullable=False, comment="hash of the code that fills it"),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Column(
        "retired_at",
        DateTime(timezone=True),
        comment="when another took its place; until it is dropped one can go back to it",
    ),
    comment="Which projection schemas are there, what is each for, and how far is it?",
)

projection_fills = Table(
    "projection_fills",
    shared,
    Column("schema_name", Text, primary_key=True),
    Column("part", Integer, primary_key=True, comment="of the streams, told apart by their keys"),
    Column("parts", Integer, nullable=False),
    Column("next_offset", BigInteger, nullable=False, server_default="0"),
    Column(
        "read_again_from",
        BigInteger,
        nullable=False,
        server_default="0",
        comment="first event of the oldest edition that was incomplete when the filling was last saved",
    ),
    Column(
        "set_aside",
        ARRAY(Text),
        nullable=False,
        server_default="{}",
        comment="streams that are not filled in: they are applied with care at the end",
    ),
    comment="How far is the filling of each schema that is being built?",
)

projection_offsets = Table(
    "projection_offsets",
    shared,
    Column("projection", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("partition", Integer, primary_key=True),
    Column("next_offset", BigInteger, nullable=False),
    Column("moved_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    comment="Up to where has each consumer read? `projection` is a projection schema, or `ingest`.",
)

ingest_streams = Table(
    "ingest_streams",
    shared,
    Column("article_id", Text, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("last_id", Text, nullable=False),
    Column("last_hash", Text, nullable=False),
    Column("last_recorded_at", DateTime(timezone=True), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("article_hash", Text, nullable=False, comment="SHA-256 of the whole canonical article, last seen"),
    Column("claim_ids", ARRAY(Text), nullable=False, comment="claims of the last edition"),
    Column("extractor", Text, comment="that read it last"),
    Column(
        "claim_contents",
        ARRAY(Text),
        nullable=False,
        server_default="{}",
        comment="hash of what each claim of the last edition says",
    ),
    comment="What is the last event of each stream, and which article does it stand for?",
)

ingest_reviews = Table(
    "ingest_reviews",
    shared,
    Column("article_id", Text, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("content", Text, comment="hash of what the claim says"),
    comment="What is the last verdict on each claim? It holds for the same claim of a later edition.",
)

ingest_signatures = Table(
    "ingest_signatures",
    shared,
    Column("article_id", Text, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("text_hash", Text, nullable=False),
    Column("minima", ARRAY(BigInteger), nullable=False),
    comment="Which texts has ingest seen? To notice copies.",
)

ingest_bands = Table(
    "ingest_bands",
    shared,
    Column("band", BigInteger, primary_key=True),
    Column("article_id", Text, primary_key=True),
    Column("edition", Integer, primary_key=True),
    comment="Under which keys is a text to be looked for by its copies?",
)

ingest_outgoing = Table(
    "ingest_outgoing",
    shared,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("stream", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("topic", Text, nullable=False),
    Column("key", LargeBinary),
    Column("headers", JSONB, nullable=False, comment="[[name, text], …] in order"),
    Column("value", LargeBinary, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("sent_offset", BigInteger, comment="where the relay's record stands; null until the broker has it"),
    Index("ingest_outgoing_unsent", "id", postgresql_where=text("sent_offset is null")),
    Index("ingest_outgoing_by_stream", "stream", "version"),
    comment="Which finished records wait for the relay, or to be read by the live projection?",
)

ingest_results = Table(
    "ingest_results",
    shared,
    Column("partition", Integer, primary_key=True),
    Column("offset", BigInteger, primary_key=True),
    Column("outcome", Text, nullable=False, comment="published, revised, reread, reviewed, unchanged or dead letter"),
    Column("stream", Text, comment="null for a dead letter"),
    Column("version", BigInteger, comment="the stream's last version after this record"),
    Column("reason", Text),
    comment="What came of each record of the topic `articles`? What `--wait` resolves.",
)

parked = Table(
    "parked",
    shared,
    Column("projection", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("partition", Integer, primary_key=True),
    Column("offset", BigInteger, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("key", LargeBinary),
    Column("headers", JSONB, nullable=False, comment="[[name, base64], …] in order"),
    Column("value", LargeBinary),
    Column("parked_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Index("parked_by_stream", "projection", "stream"),
    comment="Which records could not be applied, and which wait behind them in their stream?",
)

verifications = Table(
    "verifications",
    shared,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("projection", Text, nullable=False),
    Column("next_offset", BigInteger, nullable=False, comment="of article-events: what was checked"),
    Column("findings", Integer, nullable=False, comment="how much is not as it should be"),
    Column("first", Text, comment="the first of them"),
    Column("began_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    comment="When was the whole store checked against the log, and what was found?",
)

outbox = Table(
    "outbox",
    shared,
    Column("id", Text, primary_key=True),
    Column("position", BigInteger, unique=True, comment="place in the feed; null until released"),
    Column("subject", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("caused_by", Text, nullable=False, comment="article#edition"),
    Column("caused_at", BigInteger, nullable=False, comment="offset on article-events"),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("detail", JSONB, nullable=False, comment="the row after the change, with its evidence"),
    Column("not_before", Date, comment="a plan comes due on this day"),
    Column("cancelled", Boolean, nullable=False, server_default="false"),
    Column("sent", Boolean, nullable=False, server_default="false"),
    Index("outbox_unsent", "position", postgresql_where=text("not sent")),
    Index("outbox_scheduled", "subject", postgresql_where=text("position is null and not cancelled")),
    comment="Which status changes happened, in which order? The feed.",
)

places = Table(
    "places",
    shared,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("parent", Text),
    Column("host", Text, comment="ISO 3166-1 alpha-3"),
    Column("lat", Float),
    Column("lon", Float),
    comment="Which places does the gazetteer know? For names only: conclusions use ids.",
)

organisations = Table(
    "organisations",
    shared,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("tracked", Boolean, nullable=False),
    comment="Which organisations does the gazetteer know?",
)
