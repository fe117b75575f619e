"""How often the words of a line come: short work, some 2 ms of computing a line."""

from __future__ import annotations

inputs = [f"the line number {number} of the text " * 200 for number in range(200)]


def task(line: str) -> dict[str, int]:
    """Each word of a line, and how often it comes."""
    counts: dict[str, int] = {}
    for _ in range(9):
        word = ""
        for letter in line + " ":
            if letter != " ":
                word += letter
            elif word:
                counts[word] = counts.get(word, 0) + 1
                word = ""
    return counts
