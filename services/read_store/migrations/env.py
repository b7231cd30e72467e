"""Alembic's entry: runs the migrations on the connection that `migrate.py` opened."""

from alembic import context

from services.read_store.tables_shared import SHARED_SCHEMA, shared

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=shared,
    version_table_schema=SHARED_SCHEMA,
    include_schemas=True,
)
with context.begin_transaction():
    context.run_migrations()
