"""An answer given at the desk: written as one signed event, the same press twice as one."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from trend_lib.base.inbox import LONGEST, Answer, write_answer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from trend_lib.base.home import Home

PARTS = ("action", "about", "value", "since", "until", "note")


def take_answer(home: Home, who: str, form: Mapping[str, str]) -> Path:
    """Write what somebody said in a form.

    `once` is a word that the page made for this form: pressed twice, or sent again by a browser, it is one event, but
    the same form filled in otherwise is another.

    Raises:
        MisuseError: The answer lacks what its action needs, or holds what cannot be.
    """
    said = {name: form.get(name, "").replace("\r\n", "\n").strip() for name in PARTS}
    if form.get("language"):  # a name for its readers alone
        said["about"] = f"{said['about']}:{form['language']}"
    known_by = [form.get("once", ""), who, *said.values()]
    return write_answer(home, Answer(
        said_at=datetime.now(UTC).replace(microsecond=0),
        who=who[: LONGEST["who"]],
        way="desk",
        action=said["action"],
        about=said["about"],
        value=said["value"] or None,
        since=said["since"] or None,
        until=said["until"] or None,
        note=said["note"],
        event_id=hashlib.sha256(json.dumps(known_by).encode()).hexdigest()[:32],
    ))  # fmt: skip
