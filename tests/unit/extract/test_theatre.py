"""Another theatre is data alone: places, forces, a negotiating format and people in a folder of tables, no code."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from events.article import Article
from events.record import Record
from services.ingest.extract import extractor
from services.ingest.gazetteer import DataFault, load

ABKHAZIA = Path(__file__).parent / "theatres" / "abkhazia"


def read(text: str) -> list[Record]:
    return list(extractor(ABKHAZIA)(Article(id="t", text=text, source="Civil.ge", published_at="2023-11-01")).claims)


@pytest.mark.parametrize(
    ("text", "type_", "places", "owner"),
    [
        ("Russian soldiers left Gudauta on Monday.", "WithdrawalCompleted", ("ge.abkhazia.gudauta",), "RUS"),
        ("Russia will close its base in Gudauta by 2025.", "WithdrawalAnnounced", ("ge.abkhazia.gudauta.base_7",), "RUS"),
        ("The 7th Military Base remains in Gudauta.", "PresenceToContinue", ("ge.abkhazia.gudauta.base_7",), "RUS"),
        ("Black Sea Fleet marines arrived in Ochamchira on Friday.", "DeploymentCompleted", ("ge.abkhazia.ochamchire",), "RUS"),
        ("Tbilisi asked Russia to withdraw its border guards from the Enguri bridge.", "WithdrawalRequested",
         ("ge.abkhazia.inguri_crossing",), "RUS"),
    ],
)  # fmt: skip
def test_forces_are_read_at_its_places(text: str, type_: str, places: tuple[str, ...], owner: str) -> None:
    found = [(r.type, r.locations, r.force[0].owner) for r in read(text)]
    assert (type_, places, owner) in found


def test_a_negotiating_format_is_followed_like_an_alliance() -> None:
    (claim,) = read("Russia has suspended its participation in the Geneva International Discussions.")
    assert (claim.type, claim.org, claim.parties["member"]) == ("ParticipationFrozen", "GID", "RUS")


def test_its_people_speak_in_their_office() -> None:
    (claim,) = read("Russian soldiers will stay in Sukhum, Aslan Bzhania said.")
    assert (claim.said.by, claim.said.org) == ("Aslan Bzhania", "de facto authorities of Abkhazia")


def test_without_the_folder_the_names_mean_what_they_meant_before() -> None:
    assert "ge.abkhazia.gudauta" not in load().places
    assert load().version != load(ABKHAZIA).version


@pytest.mark.parametrize(
    ("name", "row", "complaint"),
    [
        ("places.tsv", "ge.x\tX\tvillage\tge\tGEO\t43\t41", "places.tsv row 2: kind: is one of"),
        ("places.tsv", "ge.x\tX\tsettlement\tge.nowhere\tGEO\t43\t41", "places.tsv row 2: parent: 'ge.nowhere'"),
        ("places.tsv", "ge.x\tX\tsettlement\tge\tXXX\t43\t41", "places.tsv row 2: host: 'XXX'"),
        ("places.tsv", "ge.x\tX\tsettlement\tge\tGEO\t143\t41", "places.tsv row 2: lat: lies within"),
        ("places.tsv", "ge.x\tX\tsettlement\tge\tGEO\tnorth\t41", "places.tsv row 2: lat: is a number"),
        ("places.tsv", "Ge.X\tX\tsettlement\tge\tGEO", "places.tsv row 2: id: is an id like"),
        ("forces.tsv", "men\tinfantry\tstrong", "forces.tsv row 2: type: is one of"),
        ("forces.tsv", "men\ttroops\tvery", "forces.tsv row 2: strength: is one of"),
        ("people.tsv", "A B\tGEO\tking@Georgia@yesterday@", "people.tsv row 2: offices: 'yesterday'"),
        ("people.tsv", "A B\tGEO\tking of Georgia", "people.tsv row 2: offices: reads title@organisation"),
        ("organisations.tsv", "GID\tGeneva\tmaybe\tno", "organisations.tsv row 2: tracked: is one of"),
        ("organisations.tsv", "GID\tGeneva\tyes\tno\t\t\tGEO|ATL", "organisations.tsv row 2: members: 'ATL'"),
        ("outlets.tsv", "A\tG\tno", "outlets.tsv row 2: letter: is one of"),
        ("followed.tsv", "MARS\tge", "followed.tsv row 2: owner: 'MARS'"),
        ("places.tsv", "a\tb\tc\td\te\tf\tg\th\ti\tj\tk\tl\tm\tn", "places.tsv row 2: 14 cells"),
    ],
)
def test_a_wrong_row_is_named_with_its_file(tmp_path: Path, name: str, row: str, complaint: str) -> None:
    header = files("services.ingest.gazetteer").joinpath("data", name).read_text().split("\n")[0]
    (tmp_path / name).write_text(f"{header}\n{row}\n")
    with pytest.raises(DataFault, match=re.escape(complaint)):
        load(tmp_path)
