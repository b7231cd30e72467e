"""Which dates of a sentence belong to the claim, as what, and what they make of its time."""

import pytest

from tests.unit.extract.reading import axes, read

NOW, PLAN, PAST = "certain actual current", "certain planned future", "certain actual historical"
OLD_PLAN = "certain planned historical"

# printed on Saturday, 1 June 2024
ROWS = [
    # the event's own
    ("Russian border guards left Tavush on Friday.", "occurred=2024-05-31", NOW),
    ("On Friday Russian border guards left Tavush.", "occurred=2024-05-31", NOW),
    ("Russian border guards will leave Tavush on Friday.", "effective=2024-06-07", PLAN),
    ("Russian border guards will leave Tavush by July.", "deadline=2024-07", PLAN),
    ("Russian border guards have been in Tavush since 2021.", "since=2021", NOW),
    ("Russian border guards will stay in Tavush until 2026.", "until=2026", PLAN),
    ("The withdrawal of Russian border guards from Tavush began on Monday.", "start=2024-05-27", NOW),
    ("The withdrawal of Russian border guards from Tavush was completed on Monday.", "occurred=2024-05-27", NOW),
    ("The withdrawal of Russian border guards from Tavush, which began in May, was completed on Friday.",
     "occurred=2024-05-31|start=2024-05", NOW),
    ("Russian border guards left Tavush when the contract ended on Friday.", "occurred=2024-05-31", NOW),
    ("Russian border guards left Tavush for the second time in 2012.", "occurred=2012", PAST),
    ("Russian border guards leave Tavush next Sunday.", "", PLAN),
    # the act that the type names comes first
    ("Russia agreed on 8 May to withdraw its border guards from Tavush by September.",
     "agreed=2024-05-08 deadline=2024-09", PLAN),
    ("Under a deal reached on 8 May Russian border guards will leave Tavush.", "agreed=2024-05-08", PLAN),
    ("By an agreement of 8 May Russian border guards are to leave Tavush.", "agreed=2024-05-08", PLAN),
    ("Signed on 8 May, the protocol provides for the withdrawal of Russian border guards from Tavush.",
     "agreed=2024-05-08", PLAN),
    ("In May Armenia asked Russia to pull its border guards out of Tavush.", "occurred=2024-05", NOW),
    ("In May Armenia wrote to Moscow, asking it to pull its border guards out of Tavush.", "occurred=2024-05", NOW),
    ("Armenia gave Russian border guards until August to leave Tavush.", "deadline=2024-08", NOW),
    ("The order for Russian border guards to leave Tavush was signed on Monday.", "occurred=2024-05-27", PLAN),
    ("Putin ordered Russian border guards out of Tavush in a decree published on Monday.", "occurred=2024-05-27",
     PLAN),
    ("The withdrawal of Russian border guards from Tavush was postponed until September.", "until=2024-09", PLAN),
    ("On Monday Russia put off the withdrawal of its border guards from Tavush to September.", "effective=2024-09",
     PLAN),
    ("The ministers on Monday withdrew the Russian border guards from Tavush.", "occurred=2024-05-27", NOW),
    ("In 2021 Russian border guards had been billeted in Tavush.", "occurred=2021", PAST),
    # refused and called off is done, whoever announces it
    ("Moscow announced its refusal to withdraw its border guards from Tavush.", "", NOW),
    ("Moscow will not give in to demands to withdraw its border guards from Tavush.", "", NOW),
    ("The withdrawal of Russian border guards from Tavush is off, Moscow announced.", "", NOW),
    # of something else
    ("Russian border guards left Tavush, Pashinyan said on Friday.", "", NOW),
    ("Russian border guards were sent to Tavush after the war of 2020.", "", NOW),
    ("Russian border guards left Tavush after the talks on Monday.", "", NOW),
    ("Under the treaty of 1992 Russian border guards serve in Tavush.", "", NOW),
    # background
    ("In 2021 Russian border guards left Tavush.", "occurred=2021", PAST),
    ("In February Russian border guards left Tavush.", "occurred=2024-02", PAST),
    ("In March Russian border guards left Tavush.", "occurred=2024-03", NOW),
    ("In 2021 Russia agreed to withdraw its border guards from Tavush.", "agreed=2021", OLD_PLAN),
    ("In 2021 the Kremlin pledged to withdraw its border guards from Tavush.", "occurred=2021", OLD_PLAN),
    ("Russian border guards had left Tavush.", "", PAST),
    ("Russian border guards had left Tavush, Pashinyan said.", "", NOW),
    ("By Friday Russian border guards had left Tavush.", "occurred=2024-05-31", NOW),
    ("Russian border guards have served in Tavush since 1992.", "since=1992", NOW),
    # the present of what is to come
    ("Russian border guards leave Tavush on 1 July.", "effective=2024-07-01", PLAN),
    ("Russian border guards are leaving Tavush on 1 July.", "effective=2024-07-01", PLAN),
    ("Russian border guards are leaving Tavush.", "", NOW),
    # from other dates of the text
    ("Russian border guards left Tavush on 3 May 2024. Two weeks later they left Goris.",
     "occurred=2024-05-03|occurred=2024-05-17", NOW),
]  # fmt: skip


@pytest.mark.parametrize(("text", "dates", "how"), ROWS)
def test_a_date_belongs_to_what_it_hangs_on(text: str, dates: str, how: str) -> None:
    found = read(text)
    told = "|".join(" ".join(f"{w.role}={w.edtf}" for w in r.when) for r in found)
    assert (told, {axes(r) for r in found}) == (dates, {how})


def test_a_date_before_two_verbs_holds_for_both() -> None:
    found = read("On Friday Russian border guards left Tavush and moved to Gyumri.")
    assert {w.edtf for r in found for w in r.when} == {"2024-05-31"}


def test_relative_dates_are_read_from_the_day_of_the_speech() -> None:
    (found,) = read("Pashinyan said on 20 May that Russian border guards would leave Tavush in two days.")
    assert [(w.edtf, w.anchor) for w in found.when] == [("2024-05-22", "said_on")]
