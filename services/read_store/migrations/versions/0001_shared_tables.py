"""The tables that outlive a rebuild, as they first were."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "ingest_outgoing",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.Column(
            "headers", postgresql.JSONB(astext_type=sa.Text()), nullable=False, comment="[[name, text], …] in order"
        ),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "sent_offset",
            sa.BigInteger(),
            nullable=True,
            comment="where the relay's record stands; null until the broker has it",
        ),
        sa.PrimaryKeyConstraint("id"),
        schema="drawdown",
        comment="Which finished records wait for the relay, or to be read by the live projection?",
    )
    op.create_index(
        "ingest_outgoing_by_stream", "ingest_outgoing", ["stream", "version"], unique=False, schema="drawdown"
    )
    op.create_index(
        "ingest_outgoing_unsent",
        "ingest_outgoing",
        ["id"],
        unique=False,
        schema="drawdown",
        postgresql_where=sa.text("sent_offset is null"),
    )
    op.create_table(
        "ingest_results",
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False, comment="published, revised, unchanged or dead letter"),
        sa.Column("stream", sa.Text(), nullable=True, comment="null for a dead letter"),
        sa.Column("version", sa.BigInteger(), nullable=True, comment="the stream's last version after this record"),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("partition", "offset"),
        schema="drawdown",
        comment="What came of each record of the topic `articles`? What `--wait` resolves.",
    )
    op.create_table(
        "ingest_signatures",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("minima", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "edition"),
        schema="drawdown",
        comment="Which texts has ingest seen? To notice copies.",
    )
    op.create_table(
        "ingest_bands",
        sa.Column("band", sa.BigInteger(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("band", "article_id", "edition"),
        schema="drawdown",
        comment="Under which keys is a text to be looked for by its copies?",
    )
    op.create_table(
        "ingest_streams",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("last_id", sa.Text(), nullable=False),
        sa.Column("last_hash", sa.Text(), nullable=False),
        sa.Column("last_recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column(
            "article_hash", sa.Text(), nullable=False, comment="SHA-256 of the whole canonical article, last seen"
        ),
        sa.Column("claim_ids", postgresql.ARRAY(sa.Text()), nullable=False, comment="claims of the last edition"),
        sa.PrimaryKeyConstraint("article_id"),
        schema="drawdown",
        comment="What is the last event of each stream, and which article does it stand for?",
    )
    op.create_table(
        "live_projection",
        sa.Column("only_row", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("schema_name", sa.Text(), nullable=False),
        sa.CheckConstraint("only_row", name="live_projection_has_one_row"),
        sa.PrimaryKeyConstraint("only_row"),
        schema="drawdown",
        comment="Which projection schema answers now?",
    )
    op.create_table(
        "log_identity",
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("topic_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("topic"),
        schema="drawdown",
        comment="Which log do these tables speak of? The broker's id of each topic.",
    )
    op.create_table(
        "organisations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("tracked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        schema="drawdown",
        comment="Which organisations does the gazetteer know?",
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=True, comment="place in the feed; null until released"),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("caused_by", sa.Text(), nullable=False, comment="article#edition"),
        sa.Column("caused_at", sa.BigInteger(), nullable=False, comment="offset on article-events"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "detail",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="the row after the change, with its evidence",
        ),
        sa.Column("not_before", sa.Date(), nullable=True, comment="a plan comes due on this day"),
        sa.Column("cancelled", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("sent", sa.Boolean(), server_default="false", nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("position"),
        schema="drawdown",
        comment="Which status changes happened, in which order? The feed.",
    )
    op.create_index(
        "outbox_scheduled",
        "outbox",
        ["subject"],
        unique=False,
        schema="drawdown",
        postgresql_where=sa.text("position is null and not cancelled"),
    )
    op.create_index(
        "outbox_unsent", "outbox", ["position"], unique=False, schema="drawdown", postgresql_where=sa.text("not sent")
    )
    op.create_table(
        "parked",
        sa.Column("projection", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("stream", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.Column(
            "headers", postgresql.JSONB(astext_type=sa.Text()), nullable=False, comment="[[name, base64], …] in order"
        ),
        sa.Column("value", sa.LargeBinary(), nullable=True),
        sa.Column("parked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("projection", "topic", "partition", "offset"),
        schema="drawdown",
        comment="Which records could not be applied, and which wait behind them in their stream?",
    )
    op.create_index("parked_by_stream", "parked", ["projection", "stream"], unique=False, schema="drawdown")
    op.create_table(
        "places",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("host", sa.Text(), nullable=True, comment="ISO 3166-1 alpha-3"),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        schema="drawdown",
        comment="Which places does the gazetteer know? For names only: conclusions use ids.",
    )
    op.create_table(
        "projection_offsets",
        sa.Column("projection", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("partition", sa.Integer(), nullable=False),
        sa.Column("next_offset", sa.BigInteger(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("projection", "topic", "partition"),
        schema="drawdown",
        comment="Up to where has each consumer read? `projection` is a projection schema, or `ingest`.",
    )
