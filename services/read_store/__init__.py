"""WHERE ANSWERS LIVE: the projector writes, the api reads, ingest keeps its ledger here.

Tables that must outlive a rebuild (`tables_shared.py`) stand in the schema `drawdown` and change by Alembic migrations.
Tables of one projection version (`tables_projection.py`) stand in a schema of their own (`rm_v1`); the row of
`drawdown.live_projection` says which one answers.
"""
