"""Names of our own among the topics, the same in bulletin, mail and Slack."""

from __future__ import annotations

from trend_lib.base.speech import mark, say

OWN_NAMES = {  # of what stands beside the topics; a person may give them others
    "All contacts": mark("All contacts"),
    "Other requests": mark("Other requests"),
}


def in_our_words(name: str) -> str:
    """Return a name of our own in the language that is spoken, and any other as it is."""
    return say(OWN_NAMES[name]) if name in OWN_NAMES else name
