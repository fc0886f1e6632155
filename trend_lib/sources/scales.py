"""SQL of the scales of survey answers: their ends by question, and scores so that high is good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.settings import USUAL_SCALE
from trend_lib.sources.received import quoted

if TYPE_CHECKING:
    from trend_lib.base.settings import SourceConfig


def end_of_scale(source: SourceConfig, end: int) -> str:
    """Return the lower (0) or upper (1) end of a question's scale, where a row does not say it."""
    others = source.scales.get("*", USUAL_SCALE)[end]
    ours = source.values.get("question", {})
    cases = " ".join(
        f"WHEN {quoted(ours.get(question, question))} THEN {scale[end]!r}"
        for question, scale in source.scales.items()
        if question != "*"
    )
    return f"CASE w_question {cases} ELSE {others!r} END" if cases else f"{others!r}"


def high_is_good(source: SourceConfig, score: str, lowest: str, highest: str) -> str:
    """Return a score, turned round on its scale where the source's lower ones are better."""
    if source.scale_direction == "high_is_good":
        return score
    return f"{lowest} + {highest} - {score}"
