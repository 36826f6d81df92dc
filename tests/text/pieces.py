"""Pieces of which texts are made up in which something is just there, or just not."""

from __future__ import annotations

from hypothesis import strategies as st

__all__ = ["PIECES", "texts"]

PIECES = (
    "rain", "Rain", "RAIN", "the", "and", "is", "to", "we", "it", "a", "I", "implementation",
    "notwithstanding", "Individuals", "ENDED", "rhythm", "prisms", "Dr.", "approx.", "U.S.",
    "p.m.", "No.", "e.g.", "Stop.", "Stop. Go", "now! Then", "why? Because", "end.\nNext", "x, y",
    "so: yes", "don't", "dogs'", "'tis", "O'NEIL", "rock'n'roll", "90's", "it’s", "1,200", "5.30",
    "3.5.", "½", "#boilwater", "#BoilWater", "# x", "@epa", "@jane@social.example", "＠epa",
    "jane@epa.example.gov", "https://epa.gov", "http://localhost:8", "bit.ly/x", "t.co", "epa.gov.",
    ".co", "..", "://", "a.b", "078-05-1120", "4111 1111 1111 1111", "202-555-0143", "１２３",
    "12345", "☔", "🎉",
    "👨\u200d👩\u200d👧\u200d👦", "1\ufe0f\u20e3", "“quoted”", "naïve", "ＦＵＬＬ", "раin",
    "\u200b",
    "\u202e", "\u0958", "ﬁ", "ß", "İ", "…", "—", "-", "(Office of Rain)",
    "Ofice of Rian", "Office-of rain's", "Officeo frain", "Shenadnoha", "EPAA", "aLtErNaTe",
    "bcdfg", "zzzzxx", "mr", "hmm", "_", "snake_case", "a\tb", "\r\n", "  ", "日本語", "नमस्ते",
)  # fmt: skip


def texts(most: int = 30) -> st.SearchStrategy[str]:
    """Texts of these pieces, run together here and there."""
    glue = st.sampled_from((" ", " ", " ", " ", "", ". ", ", ", "\n"))
    pieces = st.lists(st.tuples(st.sampled_from(PIECES), glue), max_size=most)
    return pieces.map(lambda found: "".join(piece + after for piece, after in found))
