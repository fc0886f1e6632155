"""What we ourselves write into tables that people fill with words: said alike in bulletin, mail and Slack."""

from __future__ import annotations

import re
from datetime import date

from trend_lib.base import figures
from trend_lib.base.speech import mark, say

OWN_NAMES = {  # of what stands beside the topics; a person may give them others
    "All contacts": mark("All contacts"),
    "Other requests": mark("Other requests"),
}
NEW_SOURCE = re.compile(r"source (?P<source>\w+) began on (?P<day>\d{4}-\d\d-\d\d)")


def in_our_words(name: str) -> str:
    """Return a name of our own in the language that is spoken, and any other as it is."""
    return say(OWN_NAMES[name]) if name in OWN_NAMES else name


def event_in_our_words(what: str) -> str:
    """Return what may lie behind a rise: a new source in the language that is spoken, any other as people named it."""
    found = NEW_SOURCE.fullmatch(what)
    if found is None:
        return what
    began = figures.day(date.fromisoformat(found["day"]))
    return say("New source {source} since {day}", source=found["source"], day=began)
