"""Who is believed when two sides contradict each other."""

from services.resolve.grades import Grade


def stands_against(later: Grade, earlier: Grade) -> bool:
    """Whether the later side stands: it is better graded, or the grades are equal."""
    return later <= earlier


def digit_of_losers(winner: Grade) -> int:
    """The digit that losers are shown with: 5 where both sides of the matter speak against them, else 4."""
    return 5 if winner.digit == 1 else 4


def grade_of_loser(loser: Grade, winner: Grade) -> Grade:
    """What a loser is shown with. Decides nothing."""
    return Grade(digit_of_losers(winner), loser.letter)
