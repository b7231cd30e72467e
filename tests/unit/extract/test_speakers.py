"""Who says it, in which office, through whom, when and how."""

import pytest

from events.record import Said
from tests.unit.extract.reading import read

LEFT = "Russian border guards have left Tavush"
PESKOV = "Dmitry Peskov / Kremlin"
PASHINYAN = "Nikol Pashinyan / Government of Armenia"
MOD = "- / Ministry of Defence of Russia"

ROWS = [
    # before, behind, in the middle
    (f"Peskov said that {LEFT}.", PESKOV, "indirect"),
    (f"{LEFT}, Peskov said.", PESKOV, "indirect"),
    (f"{LEFT}, Peskov told reporters in Sochi.", PESKOV, "indirect"),
    (f"{LEFT}, said Peskov.", PESKOV, "indirect"),
    ("Russian border guards, Peskov told reporters, have left Tavush.", PESKOV, "indirect"),
    ("The guards, he said, will leave Tavush, and Russian soldiers will stay, Peskov said.", PESKOV, "indirect"),
    (f"{LEFT}, Peskov let slip.", PESKOV, "indirect"),
    ("Peskov dismissed a claim by Baku that Russian border guards had left Tavush.", PESKOV, "indirect"),
    ("Peskov said Mirzoyan had not announced that Russian border guards would leave Tavush.", PESKOV, "indirect"),
    (f"{LEFT}, Peskov made clear.", PESKOV, "indirect"),
    (f"{LEFT}, a retired colonel joked.", "retired colonel / -", "indirect"),
    (f"{LEFT}, Peskov said when asked about the matter.", PESKOV, "indirect"),
    (f"“{LEFT},” Peskov said.", PESKOV, "direct"),
    (f"{LEFT}.", "- / -", "narrator"),
    # nobody by name
    (f"{LEFT}, villagers said.", "villagers / -", "indirect"),
    (f"{LEFT}, a source in the Russian defence ministry said.", "unnamed source / Ministry of Defence of Russia",
     "indirect"),
    (f"{LEFT}, an official in Ijevan said.", "unnamed official in Ijevan / -", "indirect"),
    (f"{LEFT}, residents of Berkaber complained.", "residents of Berkaber / -", "indirect"),
    (f"{LEFT}, a Russian officer assured the mayor.", "unnamed Russian officer / -", "indirect"),
    ("Russian border guards are said to have left Tavush.", "unspecified reports / -", "indirect"),
    # bodies and states
    (f"{LEFT}, the Russian defence ministry said.", MOD, "indirect"),
    (f"{LEFT}, Russia's Ministry of Defence announced.", MOD, "indirect"),
    (f"{LEFT}, the defence ministry in Moscow said.", MOD, "indirect"),
    (f"{LEFT}, Yerevan says.", "- / Government of Armenia", "indirect"),
    (f"{LEFT}, the Kremlin confirmed.", "- / Kremlin", "indirect"),
    (f"{LEFT}, the National Security Service reported.", "- / National Security Service of Armenia", "indirect"),
    (f"{LEFT}, the Russian embassy in Yerevan wrote.", "- / Embassy of Russia in Armenia", "indirect"),
    (f"{LEFT}, the FSB Border Service said.", "- / FSB Border Service of Russia", "indirect"),
    (f"{LEFT}, Tiraspol said.", "- / de facto authorities of Transnistria", "indirect"),
    ("Armenia will ask Russian border guards to leave Tavush, its foreign ministry said.",
     "- / Ministry of Foreign Affairs of Armenia", "indirect"),
    # people the gazetteer does not know
    (f"{LEFT}, Governor Armen Petrosyan said.", "Armen Petrosyan / -", "indirect"),
    (f"{LEFT}, said political scientist Levon Hakobyan.", "Levon Hakobyan / -", "indirect"),
    (f"{LEFT}, Armenia's deputy defence minister Tigran Manukyan said.",
     "Tigran Manukyan / Ministry of Defence of Armenia", "indirect"),
    (f"Karen Davtyan, the head of the village, said that {LEFT}.", "Karen Davtyan / -", "indirect"),
    (f"{LEFT}, former foreign minister Vartan Oskanian said.", "Vartan Oskanian / former official", "indirect"),
    (f"{LEFT}, the Armenian prime minister said.", PASHINYAN, "indirect"),
    # others who say it
    (f"According to Peskov, {LEFT}.", PESKOV, "indirect"),
    (f"{LEFT}, according to Peskov.", PESKOV, "indirect"),
    (f"By Peskov's account, {LEFT}.", PESKOV, "indirect"),
    (f"It was Peskov who said that {LEFT}.", PESKOV, "indirect"),
    (f"It was announced by Peskov that {LEFT}.", PESKOV, "indirect"),
    (f"Pashinyan heard from Peskov that {LEFT}.", PESKOV, "indirect"),
    ("The Kremlin denied that Russian border guards had left Tavush.", "- / Kremlin", "indirect"),
    ("Peskov dismissed reports that Russian border guards had left Tavush.", PESKOV, "indirect"),
    ("Kyiv's claim that Russian border guards have left Tavush was heard in Paris.", "- / Government of Ukraine",
     "indirect"),
    ("Peskov answered curtly: “Russian border guards have left Tavush.”", PESKOV, "direct"),
]  # fmt: skip


def speaker(said: Said) -> str:
    return f"{said.by or '-'} / {said.org or '-'}"


@pytest.mark.parametrize(("text", "who", "mode"), ROWS)
def test_the_speaker_is_the_innermost_one(text: str, who: str, mode: str) -> None:
    assert {(speaker(r.said), r.said.mode) for r in read(text)[:1]} == {(who, mode)}


CHAINS = [
    (f"{LEFT}, Peskov told Interfax.", PESKOV, "Interfax"),
    (f"Interfax quoted Peskov as saying that {LEFT}.", PESKOV, "Interfax"),
    (f"{LEFT}, Interfax quoted Peskov as saying.", PESKOV, "Interfax"),
    (f"Peskov told Interfax that {LEFT}.", PESKOV, "Interfax"),
    (f"As Peskov told TASS, {LEFT}.", PESKOV, "TASS"),
    (f"{LEFT}, TASS reported.", "- / -", "TASS"),
    (f"{LEFT}, as reported by TASS.", "- / -", "TASS"),
    (f"{LEFT}, Kommersant wrote, citing a source in the Kremlin.", "unnamed source / Kremlin", "Kommersant"),
    (f"Kommersant wrote, citing villagers, that {LEFT}.", "villagers / -", "Kommersant"),
    (f"{LEFT}, Peskov said in an interview with RFE/RL.", PESKOV, "RFE/RL"),
    (f"{LEFT}, Peskov wrote on Telegram.", PESKOV, "Telegram"),
    (f"{LEFT}, the daily Aravot writes.", "- / -", "Aravot"),
    (f"{LEFT}, Vestnik.am reports.", "- / -", "Vestnik.am"),
    (f"{LEFT}, a Reuters correspondent reports.", "Reuters correspondent / -", "Reuters"),
    (f"{LEFT}. TRT reported on this.", "- / -", "TRT"),
    (f"{LEFT}. This was reported by Hetq.", "- / -", "Hetq"),
    (f"{LEFT}. The news was confirmed by Peskov.", PESKOV, None),
    (f"Hetq wrote that the mayor had told villagers that {LEFT}.", "mayor / -", "Hetq"),
]


@pytest.mark.parametrize(("text", "who", "via"), CHAINS)
def test_those_who_pass_words_on_are_via(text: str, who: str, via: str | None) -> None:
    (first, *_) = read(text)
    assert (speaker(first.said), first.said.via) == (who, via)


HEADLINES = [
    ("Peskov: Russian border guards to leave Tavush", PESKOV),
    ("Russian border guards to leave Tavush – Peskov", PESKOV),
    ("Russian border guards have left Tavush, villagers say", "villagers / -"),
    ("Russian border guards leave Tavush", "- / -"),
]


@pytest.mark.parametrize(("text", "who"), HEADLINES)
def test_a_headline_names_its_speaker_by_a_colon_or_a_tag(text: str, who: str) -> None:
    assert [(speaker(r.said), r.said.mode) for r in read(text)] == [(who, "headline")]


DAYS = [
    (f"{LEFT}, Peskov said on Tuesday.", "2024-05-28"),
    (f"Peskov said on 28 May that {LEFT}.", "2024-05-28"),
    (f"{LEFT}, Peskov said in a statement published on 28 May.", "2024-05-28"),
    (f"On Tuesday Peskov told reporters that {LEFT}.", "2024-05-28"),
    (f"{LEFT}, Peskov said.", None),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_the_day_of_the_saying_is_not_the_day_of_the_act(text: str, day: str | None) -> None:
    (found,) = read(text)
    assert (found.said.said_on, found.when) == (day, ())


def test_words_in_quotation_marks_belong_to_the_speaker_of_their_paragraph() -> None:
    text = (
        "“Russian border guards have left Tavush. Armenian guards serve there now. They will leave Goris in June,” "
        "Pashinyan said.\n\nThe posts in Gegharkunik stand empty."
    )
    said, narrated = ("left Tavush", "leave Goris"), ("stand empty",)
    found = read(text)
    assert {(speaker(r.said), r.said.mode) for r in found if r.quote.text.endswith(narrated)} <= {("- / -", "narrator")}
    told = [r for r in found if any(words in r.quote.text for words in said)]
    assert {(speaker(r.said), r.said.mode) for r in told} == {(PASHINYAN, "direct")}


def test_pronouns_stand_for_the_one_who_spoke_before() -> None:
    text = "Pashinyan met the ambassadors. He said that Russian border guards would leave Tavush."
    assert [speaker(r.said) for r in read(text)] == [PASHINYAN]
    text = "Peskov spoke to reporters. Russian border guards have left Tavush, he said."
    assert [speaker(r.said) for r in read(text)] == [PESKOV]


def test_our_men_are_those_of_the_speaker() -> None:
    (found,) = read("“Our border guards have left Tavush. There is nothing to add,” Peskov said.")
    assert found.force[0].owner == "RUS"


def test_after_a_semicolon_the_speaker_goes_on() -> None:
    found = read("Peskov said the talks were over; Russian border guards would leave Tavush.")
    assert [speaker(r.said) for r in found] == [PESKOV]
