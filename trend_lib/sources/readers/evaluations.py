"""Filled-in evaluation forms: a row a question, a row a form, or Amazon Connect's files.

What a question was worth becomes a share of 1: given as `points`, or read from the answer by its
scale in `[sources.scales]` (1 to 5 unless said otherwise; yes is 1, no is 0).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.sources.reader import Reader, Record
from trend_lib.sources.readers.connect_evaluation import is_evaluation, question_records
from trend_lib.sources.readers.fingerprint import fingerprint
from trend_lib.sources.readers.plain_words import flag_of, plain
from trend_lib.sources.readers.table_rows import Row, read_rows
from trend_lib.sources.record_lines import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trend_lib.base.settings import SourceConfig

NOT_APPLICABLE = {"n/a", "na", "not applicable", "н/п", "не применимо", "не застосовно", "-"}
OF_A_FORM = ("contact_source", "contact_ref", "operator", "reviewer", "form", "evaluated_at")


def read_evaluations(
    name: str,  # noqa: ARG001 - all is in the rows
    chunks: Iterator[bytes],
    source: SourceConfig,
) -> Iterator[Record | SetAside]:
    """Yield a record for each question of each form."""
    for row in read_rows(chunks, source):
        if isinstance(row, SetAside):
            yield row
        elif is_evaluation(row.said):
            yield from question_records(row.place, row.said)
        else:
            yield from _questions(row, source)


def _questions(row: Row, source: SourceConfig) -> Iterator[Record | SetAside]:
    """Yield the row's only question, or those of its columns that trends.toml names."""
    form = {**row.said, "evaluation_id": _form_id(row, source)}
    question = row.says(source, "question")
    if question is not None:
        yield Record(row.place, {**form, **_only_answer(row, source, str(question))})
        return
    named = [name for name in source.values.get("question", {}) if row.at(name) is not None]
    if not named:
        yield SetAside(row.place, "no_question", str(row.said))
    answers = [(name, _judged(row.at(name), source, name)) for name in named]
    worth = [said["points"] for _, said in answers if said["points"] is not None]
    score = row.says(source, "score")
    for name, said in answers:
        whole = sum(worth) / len(worth) if worth and score is None else score
        yield Record(row.place, {**form, **said, "question": name, "score": whole})


def _form_id(row: Row, source: SourceConfig) -> str:
    """Return what a form is known by: its own id, else who judged whose contact when."""
    own = row.says(source, "evaluation_id")
    told = (str(row.says(source, column) or "") for column in OF_A_FORM)
    return str(own) if own is not None else fingerprint(*told)


def _only_answer(row: Row, source: SourceConfig, question: str) -> dict[str, Any]:
    """Return the answer of a row that is one question; a score without an answer is the answer."""
    points = row.says(source, "points")
    if points is not None:
        return {}
    answer, score = row.says(source, "answer"), row.says(source, "score")
    if answer is None:
        return {**_judged(score, source, question), "score": None}
    return _judged(answer, source, question)


def _judged(answer: Any, source: SourceConfig, question: str) -> dict[str, Any]:
    """Return an answer, what share of the points it gives, and whether the question applied."""
    applies = answer is not None and plain(answer) not in NOT_APPLICABLE
    return {
        "answer": answer,
        "points": _share(answer, source, question) if applies else None,
        "is_not_applicable": not applies,
    }


def _share(answer: Any, source: SourceConfig, question: str) -> float | None:
    """Return a number's place on its scale, 0 to 1; nothing beyond it, or for other words."""
    lowest, highest = source.scale_of(question)
    try:
        share = (float(str(answer).replace(",", ".")) - lowest) / (highest - lowest)
    except ValueError:
        flag = flag_of(answer)
        return float(flag) if isinstance(flag, bool) else None
    if not 0 <= share <= 1:
        return None
    return 1 - share if source.scale_direction == "low_is_good" else share


READER = Reader("evaluations", {"evaluations": read_evaluations})
