"""Every claim with what it did to the answer."""

import pytest

from tests.unit.resolve.answering import evidence_at
from tests.unit.resolve.telling_stories import about_csto, article, claim, clocks, matter, row

SAID = matter(
    article("a", "2024-01-01", claim("PresenceReported", "am.tavush", by="Governor", speaks_for="ARM")),
    article("b", "2024-02-01", claim("WithdrawalAgreed", "am.tavush")),
    article("c", "2024-03-01", claim("WithdrawalAnnounced", "am.tavush", realis="conditional")),
    article("d", "2024-04-01", claim("WithdrawalCompleted", "am.tavush", certainty="possible")),
    article("e", "2024-05-01", claim("PresenceReported", "am.tavush", force="ARM troops")),
    article("f", "2024-06-01", claim("WithdrawalCompleted", "am.tavush")),
    article("g", "2024-07-01", claim("PresenceReported", "am.tavush", speaker="unnamed", grade="E")),
    article("h", "2024-08-01", claim("WithdrawalCompleted", "am.tavush", temporal="historical")),
)


@pytest.mark.parametrize(
    ("article_id", "effect"),
    [
        ("a", "sets present"),
        ("b", "outlook: withdrawal agreed; supports present"),
        ("c", "supports present"),
        ("d", "listed: possible only"),
        ("e", "listed: ARM is not tracked here"),
        ("f", "sets withdrawn"),
        ("g", "contradicts withdrawn, which is better graded"),
        ("h", "listed: told as history without a date"),
    ],
)
def test_each_claim_says_what_it_did(article_id: str, effect: str) -> None:
    found = {one.article: one.effect for one in evidence_at(SAID, "am.tavush", clocks())}
    assert found[article_id] == effect


def test_evidence_comes_in_the_order_of_publication() -> None:
    assert [one.article for one in evidence_at(SAID, "am.tavush", clocks())] == list("abcdefgh")


def test_claims_that_act_after_the_day_asked_for_say_so() -> None:
    found = {one.article: one.effect for one in evidence_at(SAID, "am.tavush", clocks(as_of="2024-05-31"))}
    assert found["f"] == "acts after 2024-05-31 only"


def test_claims_that_nobody_had_published_are_not_in_view() -> None:
    found = evidence_at(SAID, "am.tavush", clocks(reported_by="2024-02-15"))
    assert [one.article for one in found] == ["a", "b"]


def test_a_citation_carries_words_outlet_speaker_origin_and_grade() -> None:
    (cited, *_) = evidence_at(SAID, "am.tavush", clocks())
    assert (cited.claim, cited.quote, cited.source, cited.said.by, cited.origin, cited.grade) == (
        "a#1.1", "PresenceReported 1", "Reuters", "Governor", "Governor", "B3",
    )  # fmt: skip


def test_a_row_cites_what_it_rests_on_one_claim_an_origin() -> None:
    said = matter(
        *(article(f"a{n:02d}", "2024-01-01", claim("PresenceReported", "am.tavush", by="Governor")) for n in range(30)),
        article("z", "2024-02-01", claim("WithdrawalAgreed", "am.tavush", via="TASS")),
    )
    found = row(said)
    assert [one.article for one in found.evidence] == ["a00", "z"]
    assert found.sources == 2


def test_many_origins_are_cited_up_to_ten() -> None:
    said = matter(*(article(f"a{n:02d}", "2024-01-01", claim("PresenceReported", "am.tavush")) for n in range(30)))
    assert (row(said).sources, len(row(said).evidence)) == (30, 10)


def test_on_a_membership_each_facet_is_named_and_expectations_too() -> None:
    said = matter(
        article("a", "2024-01-01", about_csto("ParticipationFrozen")),
        article("b", "2024-02-01", about_csto("SummitSkipped", realis="planned")),
    )
    assert [one.effect for one in evidence_at(said, ("CSTO", "ARM"), clocks())] == [
        "legal: sets member (presupposes it); participation: sets frozen_de_facto",
        "expected; legal: supports member",
    ]
