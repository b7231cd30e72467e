"""What came of the checks of the whole store."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "verifications",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("projection", sa.Text(), nullable=False),
        sa.Column("next_offset", sa.BigInteger(), nullable=False, comment="of article-events: what was checked"),
        sa.Column("findings", sa.Integer(), nullable=False, comment="how much is not as it should be"),
        sa.Column("first", sa.Text(), nullable=True, comment="the first of them"),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        schema="drawdown",
        comment="When was the whole store checked against the log, and what was found?",
    )
