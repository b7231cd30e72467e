"""The table that a schema has only while it is being filled."""

from sqlalchemy import Column, MetaData, Table

from services.read_store.tables_matters import assertions
from services.read_store.tables_projection import PLACEHOLDER

filed = Table(
    "filed",
    MetaData(schema=PLACEHOLDER),
    *(Column(column.name, column.type, nullable=column.nullable) for column in assertions.columns),
    prefixes=["UNLOGGED"],
    comment="What do all claims assert? Those that decide become `assertions`, the others `restatements`.",
)
