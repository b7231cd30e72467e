"""What ingest needs to know of each stream to take commands: the extractor, the content of claims, the verdicts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("ingest_streams", sa.Column("extractor", sa.Text(), comment="that read it last"), schema="drawdown")
    op.add_column(
        "ingest_streams",
        sa.Column(
            "claim_contents",
            postgresql.ARRAY(sa.Text()),
            server_default="{}",
            nullable=False,
            comment="hash of what each claim of the last edition says",
        ),
        schema="drawdown",
    )
    op.create_table(
        "ingest_reviews",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True, comment="hash of what the claim says"),
        sa.PrimaryKeyConstraint("article_id", "edition", "ordinal"),
        schema="drawdown",
        comment="What is the last verdict on each claim? It holds for the same claim of a later edition.",
    )
