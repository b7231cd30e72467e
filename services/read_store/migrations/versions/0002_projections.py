"""Which projection schemas there are, what each is for, and how far its filling is."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "projections",
        sa.Column("schema_name", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False, comment="answers, replay, what-if or verify"),
        sa.Column("stage", sa.Text(), nullable=False, comment="filling, indexing or ready"),
        sa.Column("shape", sa.Text(), nullable=False, comment="hash of the definition of its tables"),
        sa.Column("rules", sa.Text(), nullable=False, comment="hash of the code that fills it"),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column(
            "retired_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="when another took its place; until it is dropped one can go back to it",
        ),
        sa.PrimaryKeyConstraint("schema_name"),
        schema="drawdown",
        comment="Which projection schemas are there, what is each for, and how far is it?",
    )
    op.create_table(
        "projection_fills",
        sa.Column("schema_name", sa.Text(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False, comment="of the streams, told apart by their keys"),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("next_offset", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column(
            "read_again_from",
            sa.BigInteger(),
            server_default="0",
            nullable=False,
            comment="first event of the oldest edition that was incomplete when the filling was last saved",
        ),
        sa.Column(
            "set_aside",
            postgresql.ARRAY(sa.Text()),
            server_default="{}",
            nullable=False,
            comment="streams that are not filled in: they are applied with care at the end",
        ),
        sa.PrimaryKeyConstraint("schema_name", "part"),
        schema="drawdown",
        comment="How far is the filling of each schema that is being built?",
    )
