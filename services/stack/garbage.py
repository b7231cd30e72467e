"""How often Python looks for cycles of garbage: seldom, for answers and rebuilds hold many rows and few cycles."""

import gc

THRESHOLDS = (50_000, 20, 50)
"""Objects made before the young are looked at, and how often that happens before older ones are. By default it is 700:
a docket of some thousand rows is then walked again and again while it is read, which takes longer than reading it."""


def collect_seldom() -> None:
    """Look seldom from now on."""
    gc.set_threshold(*THRESHOLDS)
