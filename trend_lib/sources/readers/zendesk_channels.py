"""How a ticket of Zendesk came about: its `via`, written as a word or as a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.sources.readers.json_values import part_of, word_of

if TYPE_CHECKING:
    from typing import Any

NUMBERS = {
    "0": "web_form", "4": "mail", "5": "web_service", "29": "chat", "30": "twitter",
    "33": "voicemail", "34": "phone_call_inbound", "35": "phone_call_outbound",
    "44": "api_voicemail", "45": "api_phone_call_inbound", "46": "api_phone_call_outbound",
    "57": "sms",
}  # fmt: skip
CALLS = ("voice", "phone", "api_voicemail", "api_phone")
MAILS = ("mail", "email")
CHATS = (
    "chat", "native_messaging", "messaging", "sunshine_conversations", "whatsapp", "facebook",
    "instagram", "twitter", "x_corp", "line", "telegram", "viber", "wechat", "sms", "apple_business",
    "google_", "kakao",
)  # fmt: skip
FORMS = (
    "web", "api", "mobile", "iphone", "help_center", "closed_ticket", "follow_up", "ticket_tagging",
    "side_conversation", "dropbox", "batch",
)  # fmt: skip


def channel_of(ticket: dict[str, Any]) -> str:
    """Return our word for a ticket's channel."""
    via = _via(ticket)
    for channel, beginnings in (
        ("call", CALLS),
        ("mail", MAILS),
        ("chat", CHATS),
        ("ticket", FORMS),
    ):
        if via.startswith(beginnings):
            return channel
    return "other" if via else "ticket"


def is_outbound(ticket: dict[str, Any]) -> bool:
    """Tell whether an agent called the customer."""
    via, way = _via(ticket), word_of(part_of(ticket, "via", "source", "rel"))
    return "outbound" in via or (via.startswith(CALLS) and way == "outbound")


def _via(ticket: dict[str, Any]) -> str:
    """Return the word for how a ticket came, whichever way it is written."""
    via = word_of(part_of(ticket, "via", "channel")) or word_of(ticket.get("via_id"))
    return NUMBERS.get(via, via)
