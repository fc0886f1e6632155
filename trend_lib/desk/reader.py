"""Who looks at the desk: as the web server that let them in says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is logged in."""

    name: str
    may_answer: bool
    form_token: str = ""  # without it no form of theirs is taken
