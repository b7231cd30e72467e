"""What can happen.

Everything that can stand in the log, and nothing that acts on it: pydantic models, their bytes, their ids.
No I/O and no clock: time arrives as data.

To add an event: write its class in the family's file of `events/claims/` (or in `events/article_events.py`), give it a
stored name that ends in `.v1`, run `drawdown schemas --write`, and add a golden file under `tests/golden/`.
"""
