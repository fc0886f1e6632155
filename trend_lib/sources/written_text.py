"""SQL of a text as a source wrote it: trimmed, and translated where trends.toml says how."""

from __future__ import annotations

from trend_lib.sources.received import quoted

HARD_BLANK = "\u00a0"
BLANKS = f" \t\n{HARD_BLANK}"


def tidy(text: str, *, is_large: bool) -> str:
    """Trim blanks; empty is NULL.

    Asking first whether there are any is six times as fast as trimming, but takes DuckDB forty
    milliseconds to plan: worth it for a large file, not for a day's export.
    """
    trimmed = f"trim({text}, {quoted(BLANKS)})"
    if not is_large:
        return f"nullif({trimmed}, '')"
    begins = (
        f"{text} < '!' OR starts_with({text}, {quoted(HARD_BLANK)})"  # all others come before '!'
    )
    ends = " OR ".join(f"ends_with({text}, {quoted(blank)})" for blank in BLANKS)
    return f"nullif(CASE WHEN {begins} OR {ends} THEN {trimmed} ELSE {text} END, '')"


def translated(text: str, values: dict[str, str]) -> str:
    """Return the declared value for an exact match, else the text itself."""
    cases = " ".join(
        f"WHEN {quoted(old.strip())} THEN {quoted(new)}" for old, new in values.items()
    )
    return f"CASE {text} {cases} ELSE {text} END"
