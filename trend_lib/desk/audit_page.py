"""What to hear again, for quality managers: forms that subscribers contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import say, say_many
from trend_lib.base.weeks import Week
from trend_lib.desk.called_lists import tell_id
from trend_lib.desk.look import render
from trend_lib.desk.reviews import unheard
from trend_lib.desk.snapshot import open_snapshot, read
from trend_lib.report import figures
from trend_lib.report.quality_words import code_word
from trend_lib.report.words import plain_text

if TYPE_CHECKING:
    from trend_lib.base.home import Home
    from trend_lib.desk.reader import Reader

PAGE_LENGTH, NOTE_SHOWN = 50, 600
AUDIT = """
SELECT audit.*, reviews.note
FROM quality.audit
LEFT JOIN quality.reviews ON audit.evaluation_id = reviews.evaluation_id
WHERE NOT list_contains($unheard, audit.contact_id)
QUALIFY audit.week_start = max(audit.week_start) OVER (PARTITION BY audit.evaluation_id)
ORDER BY audit.week_start DESC, disagreement, audit.operator_id, audit.evaluation_id
"""


def show_audit(home: Home, reader: Reader, disagreement: str, page: int) -> str:
    """Return the page; who is a reviewer, too, is not told of what they are still to hear."""
    with open_snapshot(home) as con:
        hidden = unheard(con, reader.reviewer_id)
        rows = read(con, AUDIT, unheard=hidden)
    fitting = [row for row in rows if disagreement in {"", row["disagreement"]}]
    first = PAGE_LENGTH * (page - 1)
    return render(
        "audit.html.j2",
        home,
        reader,
        here="quality",
        tab="audit",
        root="../",
        title=say("To hear again"),
        found=say_many(
            len(fitting), "{forms} form", "{forms} forms", forms=figures.count(len(fitting))
        ),
        choices={one: code_word(one) for one in sorted({row["disagreement"] for row in rows})},
        disagreement=disagreement,
        rows=[_row(row) for row in fitting[first : first + PAGE_LENGTH]],
        page=page,
        has_more=len(fitting) > first + PAGE_LENGTH,
        has_hidden=bool(hidden),
    )


def _row(row: dict[str, Any]) -> dict[str, str]:
    """Write one form."""
    came_back = {True: say("yes"), False: say("no"), None: say("not known yet")}
    survey = row["survey_score"]
    return {
        "disagreement": code_word(row["disagreement"]),
        "contact": tell_id(row["contact_id"]),
        "operator_id": row["operator_id"] or "",
        "operator": tell_id(row["operator_id"] or ""),
        "reviewer": tell_id(row["reviewer_id"] or ""),
        "score": figures.percent(row["score"]),
        "bias": _bias(row["bias"]),
        "survey": "–" if survey is None else figures.percent(survey),
        "came_back": came_back[row["came_back"]],
        "week": str(Week(row["week_start"])),
        "note": plain_text(row["note"] or "", NOTE_SHOWN),
    }


def _bias(bias: float | None) -> str:
    """Say by how much a lenient or strict reviewer's score was set right before it was judged."""
    if bias is None:
        return ""
    points = figures.count(round(100 * abs(bias)))
    if bias > 0:
        return say("judged as {points} less: the reviewer is lenient", points=points)
    return say("judged as {points} more: the reviewer is strict", points=points)
