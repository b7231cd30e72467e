"""The state hash covers conclusions and claims, and nothing that two clean runs may differ in."""

from services.resolve.digest import claim_line, conclusion_line, digest, digest_of_lines
from services.resolve.matter import ClaimKey, Matter
from tests.unit.resolve.telling_stories import article, claim, csto, matter, place


def agreed(by: str = "2025-01-01", **more: str) -> Matter:
    return matter(article("a", "2024-10-09", claim("WithdrawalAgreed", "am.tavush", on=by, role="effective", **more)))


def state(said: Matter, **asked: str) -> str:
    return digest([place(said, "am.tavush", **asked)], [(t.key, t.claim) for t in said.testimonies])


def test_what_is_due_today_does_not_change_the_hash() -> None:
    assert (
        place(agreed(), "am.tavush", as_of="2025-06-01").subjects[0].outlook
        != place(agreed(), "am.tavush", as_of="2024-12-01").subjects[0].outlook
    )
    assert state(agreed(), as_of="2025-06-01") == state(agreed(), as_of="2024-12-01")


def test_another_date_or_another_grade_changes_the_hash() -> None:
    assert len({state(agreed()), state(agreed("2025-01-02")), state(agreed(grade="C"))}) == 3


def test_the_trace_of_a_rule_does_not_change_the_hash() -> None:
    (told,) = agreed().testimonies
    key, traced = ClaimKey("a", 1, 1), told.claim.model_copy(update={"rule": told.claim.rule.model_copy()})
    step = {"at": "trigger", "found": "agreed"}
    with_trace = type(told.claim).model_validate(
        traced.model_dump() | {"rule": {"id": "test", "version": "1", "trace": [step]}}
    )
    other_rule = type(told.claim).model_validate(traced.model_dump() | {"rule": {"id": "test", "version": "2"}})
    assert claim_line(key, with_trace) == claim_line(key, told.claim)
    assert claim_line(key, other_rule) != claim_line(key, told.claim)


def test_a_matter_of_which_nothing_is_known_does_not_change_the_hash() -> None:
    empty, nobody = place(agreed(), "am.lori"), csto(agreed())
    assert digest([empty, nobody], []) == digest([], [])


def test_the_hash_is_built_from_lines_in_any_order_and_any_number() -> None:
    said = agreed()
    lines = [conclusion_line(place(said, "am.tavush")), *(claim_line(t.key, t.claim) for t in said.testimonies)]
    assert digest_of_lines(lines) == digest_of_lines([*reversed(lines), lines[0]]) == state(said)
