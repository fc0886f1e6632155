"""What sources call channels, directions and states, in our words."""

from __future__ import annotations

import re

# In this order: the first that fits. Anything else is 'other'; `[sources.values]` can name it.
CHANNELS = {
    "call": re.compile(r"call|phone|voice|\bivr\b|\btel|дзвін|звон|телеф|голос"),
    "mail": re.compile(r"mail|почт|пошт|лист|письм"),
    "chat": re.compile(r"chat|messag|viber|telegram|whatsapp|bot\b|чат|месенджер|мессенджер"),
    "ticket": re.compile(
        r"ticket|web|portal|form|desk|internet|app\b|заяв|тикет|тікет|кабінет|кабинет|сайт|портал"
    ),
}
OUTGOING = re.compile(r"out|вихідн|исходящ")
RESOLVED = re.compile(
    r"closed|solved|resolved|done|complete|закр|вирішен|реш[её]н|викона|выполн|заверш"
)
UNRESOLVED = re.compile(
    r"open|new\b|pending|progress|hold|wait|unsolved|unresolved|not |reopen|assigned|нов|відкр|откр|"
    r"в робот|в работ|очіку|ожид|не\s?вирішен|не\s?реш|призупин|приостан"
)


def channel_of(raw: str | None) -> str:
    """Return call, ticket, chat, mail or other."""
    said = (raw or "").strip().lower()
    return next((channel for channel, sign in CHANNELS.items() if sign.search(said)), "other")


def direction_of(raw: str | None) -> str:
    """Return 'out' when the source says that we reached the customer, else 'in'."""
    return "out" if OUTGOING.search((raw or "").lower()) else "in"


def is_resolved(raw: str | None) -> bool | None:
    """Read a status; None when it does not tell, since a guess would fill the list of the unresolved."""
    said = (raw or "").strip().lower()
    if UNRESOLVED.search(said):
        return False
    return True if RESOLVED.search(said) else None
