"""Names resolve to ids, in all their spellings; what only looks like a name does not; broken data says file and row."""

from pathlib import Path

import pytest

from services.ingest.extract import extract
from services.ingest.extract.text.mentions import Finder
from services.ingest.extract.text.normalise import normalise
from services.ingest.gazetteer import DataFault, load
from services.ingest.gazetteer.table import Table
from tests.unit.extract.reading import article_of

SPELLINGS = [
    ("Vayotz Dzor", "am.vayots_dzor"),
    ("Vaiots Dzor", "am.vayots_dzor"),
    ("Siunik", "am.syunik"),
    ("Syunic", "am.syunik"),
    ("Zangezur", "am.syunik"),
    ("Gegharqunik", "am.gegharkunik"),
    ("Zvarnots", "am.yerevan.zvartnots_airport"),
    ("Shusha", "az.karabakh.shushi"),
    ("Karchevan", "am.syunik.agarak_checkpoint"),
    ("Pashinian", "Nikol Pashinyan"),
    ("Sergei Lavrov", "Sergey Lavrov"),
    ("ODKB", "CSTO"),
    ("OSKB", "CSTO"),
    ("Collective Security Treaty Organisation", "CSTO"),
    ("the Russian-led security alliance", "CSTO"),
]

NO_PLACES = [
    "Ararat Mirzoyan spoke.",
    "Mount Ararat is covered with snow.",
    "The trend continues.",
    "They drink apricot brandy.",
    "Zvartnots cathedral is old.",
]

LANDMARKS = [
    ("Russian border guards remain on the Turkish and Iranian borders.", ("am.border.tur", "am.border.irn")),
    ("Russian border guards remain on Armenia's borders with Turkey and Iran.", ("am.border.tur", "am.border.irn")),
    ("Russian border guards remain on the Armenian-Iranian border.", ("am.border.irn",)),
    (
        "Russian border guards remain at the checkpoint on the Armenian-Iranian border.",
        ("am.syunik.agarak_checkpoint",),
    ),
    ("Russian border guards remain at the Armenia-Iran border checkpoint.", ("am.syunik.agarak_checkpoint",)),
    ("Russian border guards remain in Agarak.", ("am.syunik.agarak_checkpoint",)),
    ("Russian soldiers remain in Agarak.", ("am.syunik.agarak",)),
    ("Russian soldiers remain at the base in Gyumri.", ("am.shirak.gyumri.base_102",)),
    ("Russian soldiers remain at the Gyumri base.", ("am.shirak.gyumri.base_102",)),
    ("Russian soldiers remain in Gyumri.", ("am.shirak.gyumri",)),
    ("Russian soldiers remain in Kapan and Goris, in Syunik province.", ("am.syunik.kapan", "am.syunik.goris")),
]


@pytest.mark.parametrize(("written", "key"), SPELLINGS)
def test_a_name_is_known_in_its_other_spellings(written: str, key: str) -> None:
    assert [m.key for m in Finder(load()).find(normalise(f"It was {written} again."))] == [key]


@pytest.mark.parametrize("text", NO_PLACES)
def test_what_only_looks_like_a_place_is_none(text: str) -> None:
    kinds = {m.kind for m in Finder(load()).find(normalise(text))}
    assert kinds & {"place", "outlet"} == set()


@pytest.mark.parametrize(("text", "places"), LANDMARKS)
def test_borders_and_sites_are_put_together_from_the_words_around(text: str, places: tuple[str, ...]) -> None:
    (record,) = extract(article_of(text)).claims
    assert record.locations == places


def test_every_place_has_a_host_and_a_known_parent() -> None:
    gazetteer = load()
    for place in gazetteer.places.values():
        assert len(place.host) == 3
        assert place.parent is None or place.parent in gazetteer.places
    assert gazetteer.ancestors("am.syunik.agarak_checkpoint") == ("am.syunik.agarak", "am.syunik", "am")


def test_an_office_is_held_on_its_days_only() -> None:
    pashinyan = load().people["Nikol Pashinyan"]
    held = pashinyan.office_on("2024-05-09")
    assert held is not None
    assert held.title == "prime minister"
    assert pashinyan.office_on("2017-01-01") is None


def test_a_broken_row_is_named_with_file_and_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "broken_pack"
    (folder / "data").mkdir(parents=True)
    (folder / "__init__.py").write_text('"""A package with a wrong table."""\n')
    (folder / "data" / "towns.tsv").write_text("id\tname\nx\ta\ny\tb\tc\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(DataFault, match=r"towns\.tsv row 3: 3 cells, but the header has 2"):
        list(Table("broken_pack", "towns.tsv", ("id", "name")).rows())
    with pytest.raises(DataFault, match=r"towns\.tsv row 1: the header must read id title"):
        Table("broken_pack", "towns.tsv", ("id", "title"))
