"""Survey answers of IVR and web: a row a question, a row a call, or an object with its answers.

Where a row or object holds several questions, `[sources.values] question` names them: their keys,
or paths to them, and what we call them. What was asked and not answered has no score.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trend_lib.sources.reader import Reader, Record
from trend_lib.sources.readers.plain_words import flag_of
from trend_lib.sources.readers.table_rows import Row, read_rows
from trend_lib.sources.record_lines import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trend_lib.base.settings import SourceConfig

LISTS = ("answers", "ratings", "questions", "scores")  # of objects, one a question
NAMES = ("question", "question_id", "key", "name", "id", "text")
SCORES = ("score", "value", "rating", "answer")
NOT_ANSWERED = {
    "", "-", "n/a", "na", "none", "null", "timeout", "hangup", "hang up", "no answer", "noanswer", "skipped",
    "t", "i", "h",  # Asterisk's extensions for silence, a wrong key, a hang-up
}  # fmt: skip
CALL_ID = re.compile(
    r"(?:.*-)?(?P<seconds>1\d{9})\.\d+"
)  # of Asterisk and Yeastar: when the call came


def read_answers(
    name: str,  # noqa: ARG001 - all is in the rows
    chunks: Iterator[bytes],
    source: SourceConfig,
) -> Iterator[Record | SetAside]:
    """Yield a record for each question that was put to a customer."""
    for row in read_rows(chunks, source):
        if isinstance(row, SetAside):
            yield row
            continue
        asked = [*_questions(row, source)]
        if not asked:
            yield SetAside(row.place, "no_question", str(row.said))
        for question, score in asked:
            yield Record(row.place, {**row.said, **_answer(row, source, question, score)})


def _questions(row: Row, source: SourceConfig) -> Iterator[tuple[str, Any]]:
    """Yield questions and scores: the row's only one, those of its list, or those trends.toml names."""
    listed = next((row.said[key] for key in LISTS if isinstance(row.said.get(key), list)), None)
    if listed is not None:
        yield from _listed(listed)
        return
    single = row.says(source, "question")
    if single is not None:
        yield str(single), row.says(source, "score")
        return
    named = source.values.get("question", {})
    if any(row.at(question) is not None for question in named) or _is_a_call(row, source):
        yield from ((question, row.at(question)) for question in named)


def _listed(listed: list[Any]) -> Iterator[tuple[str, Any]]:
    """Yield the questions of a list of objects."""
    for item in listed:
        if not isinstance(item, dict):
            continue
        question = next((item[key] for key in NAMES if item.get(key) is not None), None)
        if isinstance(question, str | int):
            yield str(question), next((item[key] for key in SCORES if key in item), None)


def _is_a_call(row: Row, source: SourceConfig) -> bool:
    """Tell whether a row without any score is of somebody who hung up before the first."""
    return row.says(source, "contact_ref") is not None


def _answer(row: Row, source: SourceConfig, question: str, score: Any) -> dict[str, Any]:
    """Return what is ours of an answer; what a customer did not give is no score, and never 0."""
    given = None if str(score).strip().lower() in NOT_ANSWERED else score
    answer: dict[str, Any] = {"question": question, "score": given, **_of_words(given, source)}
    if row.says(source, "asked_at") is None:
        answer["asked_at"] = _moment_of_call(row.says(source, "contact_ref"))
    if given is None:
        answer["answered_at"] = None
    return answer


def _of_words(given: Any, source: SourceConfig) -> dict[str, Any]:
    """Return yes or no as 1 or 0, their scale, whatever way the numbers of the source go."""
    flag = flag_of(given)
    if str(given).isdigit() or not isinstance(flag, bool):
        return {}
    is_high = flag == (source.scale_direction == "high_is_good")  # a low source is turned later
    return {"score": int(is_high), "scale_min": 0, "scale_max": 1}


def _moment_of_call(contact: Any) -> str | None:
    """Return when a call came, where its id begins with that second."""
    found = CALL_ID.fullmatch(str(contact))
    return datetime.fromtimestamp(int(found["seconds"]), UTC).isoformat() if found else None


READER = Reader("survey", {"survey_answers": read_answers})
