"""The evaluation forms of the home, as they were published: what a reviewer fills in."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from trend_lib.desk.snapshot import read
from trend_lib.quality.listening.form import Form

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

FORMS = "SELECT form, form_version, title, definition FROM quality.forms"
MOST_STEPS = 10  # a scale of more is no row of buttons


def read_forms(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], Form]:
    """Return every version of every form, the oldest first."""
    forms = [_form(row) for row in read(con, FORMS)]
    return {(form.name, form.version): form for form in sorted(forms, key=_age)}


def newest_of(forms: Mapping[tuple[str, str], Form]) -> dict[str, Form]:
    """Return the newest version of each form."""
    return {form.name: form for form in forms.values()}


def form_for(forms: Mapping[str, Form], wanted: str, channel: str) -> Form | None:
    """Return the form that is asked for, else the one called as the channel, else the first."""
    return forms.get(wanted) or forms.get(channel) or next(iter(forms.values()), None)


def steps_of(scale: tuple[float, float] | None) -> list[str]:
    """Return the whole numbers of a scale, as it is written; none where they are too many or not whole."""
    ends = sorted(scale or (0.0, 0.0))
    low, high = int(ends[0]), int(ends[1])
    if [low, high] != ends or not 0 < high - low <= MOST_STEPS:
        return []
    return [str(step) for step in range(low, high + 1)]


def _form(row: dict[str, Any]) -> Form:
    """Return a form as its file says it."""
    named = {"name": row["form"], "version": row["form_version"], "title": row["title"]}
    return Form.model_validate({**named, **json.loads(row["definition"])})


def _age(form: Form) -> tuple[str, list[tuple[int, str]]]:
    """Place versions in order: 2 before 10."""
    parts = re.findall(r"\d+|\D+", form.version)
    return form.name, [(int(part), "") if part.isdecimal() else (0, part) for part in parts]
