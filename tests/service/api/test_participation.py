"""What a member does in an organisation, out of a real store."""

import httpx
import pytest

from services.api import responses


def test_frozen_and_still_a_member_are_both_true(api: httpx.Client) -> None:
    answer = api.get("/v1/participation/CSTO/ARM").json()

    assert {name: facet["value"] for name, facet in answer["facets"].items()} == {
        "legal": "member",
        "participation": "frozen_de_facto",
        "funding": "unknown",
        "exit_stage": "unknown",
    }
    assert answer["facets"]["participation"]["since"] == "../2024-02-23"
    assert answer["evidence"][0]["quote"] == "Armenia has frozen its participation in the CSTO"


def test_evidence_shows_how_the_grade_of_each_facet_came(api: httpx.Client) -> None:
    facets = api.get("/v1/participation/CSTO/ARM").json()["facets"]
    weighed = {one["subject"]: one for one in api.get("/v1/participation/CSTO/ARM/evidence").json()["weighed"]}

    assert {subject.rpartition("/")[2] for subject in weighed} == {"legal", "participation"}
    for subject, one in weighed.items():
        facet = facets[subject.rpartition("/")[2]]
        assert (one["value"], one["confidence"]) == (facet["value"], facet["confidence"])
        assert [voice["name"] for voice in one["support"]["origins"]] == ["Nikol Pashinyan"]


def test_nothing_was_frozen_before_it_was_told(api: httpx.Client) -> None:
    answer = api.get("/v1/participation/CSTO/ARM", params={"reported_by": "2024-02-22"}).json()

    assert answer["facets"]["participation"]["value"] == "unknown"
    assert answer["as_of"] == "2024-02-22"


def test_a_membership_in_the_list_is_the_one_at_its_address(api: httpx.Client) -> None:
    (listed,) = api.get("/v1/participation").json()["data"]
    alone = api.get("/v1/participation/CSTO/ARM").json()

    assert listed.items() <= alone.items()


@pytest.mark.parametrize(
    ("filters", "found"),
    [({"org": "CSTO"}, 1), ({"org": "NATO"}, 0), ({"member": "ARM"}, 1), ({"member": "BLR"}, 0)],
)
def test_filters_choose_memberships(api: httpx.Client, filters: dict[str, str], found: int) -> None:
    assert len(api.get("/v1/participation", params=filters).json()["data"]) == found


def test_a_membership_of_which_nothing_was_said_is_unknown(api: httpx.Client) -> None:
    answer = api.get("/v1/participation/CSTO/BLR").raise_for_status().json()

    assert {facet["value"] for facet in answer["facets"].values()} == {"unknown"}


@pytest.mark.parametrize(
    ("address", "parameter", "suggested"),
    [("CSTOO/ARM", "org", ["CSTO"]), ("CSTO/Arm", "member", ["ARM"]), ("CSTO/Armenia", "member", ["ARM"])],
)
@pytest.mark.parametrize("part", ["", "/history", "/evidence"])
def test_an_unknown_membership_is_a_problem_with_near_ones(
    api: httpx.Client, address: str, parameter: str, suggested: list[str], part: str
) -> None:
    answer = api.get(f"/v1/participation/{address}{part}")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/unknown-membership")
    assert answer.json()["errors"][0]["parameter"] == parameter
    assert answer.json()["suggestions"] == suggested


def test_history_and_evidence_tell_where_a_facet_comes_from(api: httpx.Client) -> None:
    history = api.get("/v1/participation/CSTO/ARM/history").json()
    evidence = api.get("/v1/participation/CSTO/ARM/evidence").json()

    assert ("participation/CSTO/ARM/participation", "2024-02-23", None, "frozen_de_facto") in [
        (part["subject"], part["start"], part["end"], part["facet"]["value"]) for part in history["data"]
    ]
    assert [one["article"] for one in evidence["data"]] == ["herald-2024-02-23-csto"]


def test_answers_keep_to_their_published_shape(api: httpx.Client) -> None:
    shapes = {
        "/v1/participation": responses.MembershipList,
        "/v1/participation/CSTO/ARM": responses.MembershipAnswer,
        "/v1/participation/CSTO/ARM/history": responses.MembershipHistory,
    }

    for address, shape in shapes.items():
        answer = api.get(address)
        assert shape.model_validate_json(answer.content).model_dump(mode="json") == answer.json()
