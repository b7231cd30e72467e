"""Texts that nobody writes in good faith: without end, nested, invisible, confusable."""

MIB = 1 << 20
GUARDS = "Russian border guards left Gyumri"
ENDLESS = {
    "one endless sentence": "Russian border guards withdrew from Gyumri and ",
    "only triggers": "withdraw leave pullout freeze agree refuse ",
    "only commas": ",",
    "words and commas": "a,",
    "right-to-left marks": "\u202e\u200f",
    "homoglyphs": "Аrmеniа Russiаn gυards lеft Gyumri, ",
    "zero-width characters": "Rus\u200bsian gu\u200bards le\u200bft Gyu\u200bmri ",
    "abbreviations": "A. ",
    "full stops": ".",
    "line ends": "\n",
    "figures": "1 ",
    "one long figure": "1",
    "nested places": "the base in Gyumri in ",
    "nested possessors": "the guards of the army of ",
    "genitives": "Russia's ",
    "brackets": "(",
    "that that": "Russia said that ",
    "who who": "guards who left ",
    "infinitives": "agreed to order to withdraw to ",
    "dates": "January 1, 2024 ",
    "hyphens": "pro-Russian-",
    "conditions": "if Russia left ",
    "question marks": "Did Russia leave? ",
    "combining marks": "e\u0301\u0301",
    "surrogate-range emoji": "🪖🇦🇲",
}


def filled(piece: str, size: int) -> str:
    """`piece` again and again, up to so many bytes of UTF-8."""
    times = size // len(piece.encode())
    return piece * times


def nested_quotes(depth: int) -> str:
    """A claim inside so many pairs of quotation marks."""
    return "“" * depth + GUARDS + "”" * depth
