"""Who looks at the desk: as the web server that let them in says, and what the home's settings add to that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.desk.snapshot import open_snapshot, read

if TYPE_CHECKING:
    from trend_lib.base.home import Home

REVIEWERS = """
SELECT reviewer_id FROM registers.reviewers WHERE reviewer_id = $reviewer_id
UNION SELECT reviewer_id FROM quality.review_sample WHERE reviewer_id = $reviewer_id
"""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is logged in."""

    name: str
    may_answer: bool
    form_token: str = ""  # without it no form of theirs is taken
    reviewer_id: str = ""  # as the sample of what is listened to names them; empty: no reviewer
    is_quality_manager: bool = False


def make_reader(home: Home, name: str, *, may_answer: bool, form_token: str = "") -> Reader:
    """Return somebody with the rights that `[desk]` gives beyond Airflow's; who may not answer reviews nothing."""
    reviewer_id = home.config.desk.reviewer_of(name) if may_answer else ""
    if reviewer_id:
        with open_snapshot(home) as con:
            reviewer_id = reviewer_id if read(con, REVIEWERS, reviewer_id=reviewer_id) else ""
    managers = home.config.desk.quality_managers
    return Reader(name, may_answer, form_token, reviewer_id, name in managers)
