"""CLAIMS -> STATUS: the rules by which claims become conclusions, written once, pure.

In: a `Matter` (everything said on one place or one membership) and the `Clocks` of the question.
Out: conclusions, the same for any order, batching or duplication of the claims.
No clock, no environment, no gazetteer, no I/O: whatever a rule needs to know stands in the events.
"""
