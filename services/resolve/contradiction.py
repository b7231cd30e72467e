"""Who is believed when two sides contradict each other."""

from services.resolve.grades import Grade


def stands_against(later: Grade, earlier: Grade) -> bool:
    """Whether the later side stands: it is better graded, or the grades are equal."""
    return later <= earlier


def grade_of_loser(loser: Grade, winner: Grade) -> Grade:
    """What a loser is shown with: 5 where both sides of the matter speak against it, else 4. Decides nothing."""
    return Grade(5 if winner.digit == 1 else 4, loser.letter)
