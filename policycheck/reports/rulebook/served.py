"""What rules serve: the seven questions that a strategy answers, and what besides.

The questions are those of Ines Mergel, "Designing a Social Media Strategy to Fulfill Your Agency's
Mission" (The Public Manager), in words of our own; the other marks are those of the shipped packs.
"""

from __future__ import annotations

__all__ = ["MARKS", "QUESTIONS", "meaning"]

QUESTIONS: dict[str, str] = {
    "Q1": "Why the agency is on the platform",
    "Q2": "Who the audience is",
    "Q3": "How it serves the mission",
    "Q4": "Who writes and checks what is posted each day",
    "Q5": "Which policies and rules count",
    "Q6": "How people may behave, and how they are answered",
    "Q7": "Who answers for what is said, and how errors are put right",
}
MARKS: dict[str, str] = {
    "PLAT": "Platforms that change",
    "PRIV": "Privacy",
    "REC": "Records",
    "SEC": "Security",
}


def meaning(mark: str) -> str:
    """What a mark stands for; '' for one that is a policy's own."""
    return QUESTIONS.get(mark) or MARKS.get(mark, "")
