"""Znuny, OTRS and OTOBO: answers of TicketGet with all articles, extended data and dynamic fields.

Everything is text, also numbers and yes or no; an error comes with status 200 and is set aside.
Moments are written without an offset, by the clocks of the server (`[sources.dates] timezone`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.sources.reader import Reader
from trend_lib.sources.readers.desk_objects import (
    Beside,
    NoRecord,
    Object,
    merged,
    reading,
    without,
)
from trend_lib.sources.readers.desk_threads import Message, taken_down, thread
from trend_lib.sources.readers.json_values import (
    by_name,
    joined,
    moment_of,
    number_of,
    seconds_between,
    text_of,
    things_in,
    word_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_RESOLVED = ("new", "open", "pending reminder", "pending auto")
UNSOLVED = "unsuccessful"  # a state of the type closed in which nothing was solved
CHANNELS = {
    "email": "mail", "1": "mail", "phone": "call", "2": "call", "internal": "ticket", "3": "ticket",
    "chat": "chat", "4": "chat", "sms": "chat", "webrequest": "ticket", "note": "ticket", "fax": "other",
}  # fmt: skip
FROM_US = ("mail", "call", "chat")  # what an agent begins by these, a customer did not begin
IS_CUSTOMERS = {"customer": True, "agent": False}
NOBODY = ("root@localhost", "1")  # the owner of a ticket that nobody took
JUNK = "junk"
LONG_TEXTS = ("Article", "Title")


def read_ticket(ticket: Object, beside: Beside) -> Iterator[Object | NoRecord]:
    """Yield the contact that a ticket is, and its articles."""
    del beside
    if "Error" in ticket:
        yield NoRecord("error_answer")
        return
    opened_at = moment_of(ticket.get("CreateTimeUnix")) or moment_of(ticket.get("Created"))
    if text_of(ticket.get("TicketID")) is None or opened_at is None:
        yield NoRecord("not_a_ticket")
        return
    articles = _articles(ticket)
    said = _contact(ticket, articles, opened_at)
    yield merged(said) if said["part_of"] else said
    yield from thread(said, "article", taken_down(said, _messages(articles)))


def _contact(ticket: Object, articles: list[Object], opened_at: str) -> Object:
    """Return what a ticket says under our columns' names."""
    channel, is_outbound = _beginning(articles)
    target = text_of(ticket.get("merged_ticket"))
    left_out = _left_out(ticket, target, is_outbound=is_outbound)
    return {
        "source_id": text_of(ticket.get("TicketID")),
        "opened_at": opened_at,
        "closed_at": moment_of(ticket.get("Closed")) if _is_closed(ticket) else None,
        "updated_at": moment_of(ticket.get("Changed")),
        "due_at": _due_at(ticket),
        "text": None if left_out == "deleted" else joined(text_of(ticket.get("Title"))),
        "channel": channel,
        "direction": "out" if is_outbound else "in",
        "customer": text_of(ticket.get("CustomerUserID")) or text_of(ticket.get("CustomerID")),
        "operator": _owner(ticket),
        "queue": text_of(ticket.get("Queue")),
        "product": text_of(ticket.get("Service")),
        "status": text_of(ticket.get("State")),
        "priority": (text_of(ticket.get("Priority")) or "").lstrip("0123456789 ") or None,
        "is_resolved": _is_resolved(ticket),
        "wait_seconds": seconds_between(
            moment_of(ticket.get("Created")), moment_of(ticket.get("FirstResponse"))
        ),
        "left_out": left_out,
        "part_of": target,
        "ticket": _reachable(ticket),
    }


def _articles(ticket: Object) -> list[Object]:
    """Return the articles in the order in which they were written."""
    return sorted(
        things_in(ticket.get("Article")),
        key=lambda article: number_of(article.get("ArticleID")) or 0,
    )


def _beginning(articles: list[Object]) -> tuple[str, bool]:
    """Return the channel of the first article, and whether an agent wrote or called first."""
    if not articles:
        return "ticket", False
    channel = _channel(articles[0])
    return channel, word_of(articles[0].get("SenderType")) == "agent" and channel in FROM_US


def _channel(article: Object) -> str:
    """Return our word for an article's channel; old versions name a type such as `email-external`."""
    kind = (
        word_of(article.get("CommunicationChannel"))
        or word_of(article.get("ArticleType")).partition("-")[0]
        or word_of(article.get("CommunicationChannelID"))
    )
    return CHANNELS.get(kind, "other" if kind else "ticket")


def _is_visible(article: Object) -> bool:
    """Tell whether the customer may read an article."""
    visible = article.get("IsVisibleForCustomer")
    if visible is None:
        return not word_of(article.get("ArticleType")).endswith("internal")
    return number_of(visible) == 1 or visible is True


def _messages(articles: list[Object]) -> list[Message]:
    """Return the articles that either side could read."""
    return [
        Message(
            text_of(article.get("ArticleID")),
            moment_of(article.get("CreateTime")) or moment_of(article.get("Created")),
            text_of(article.get("Body")),
            IS_CUSTOMERS.get(word_of(article.get("SenderType"))),
        )
        for article in articles
        if _is_visible(article)
    ]


def _kind_of_state(ticket: Object) -> str:
    """Return the type of a state, which its name may hide: that is the desk's own."""
    return word_of(ticket.get("StateType")) or word_of(ticket.get("State"))


def _is_closed(ticket: Object) -> bool:
    """Tell whether a ticket is closed, be it in vain."""
    return _kind_of_state(ticket).startswith("closed")


def _is_resolved(ticket: Object) -> bool | None:
    """Return whether a ticket was closed with its trouble solved."""
    if _is_closed(ticket):
        return UNSOLVED not in word_of(ticket.get("State"))
    return False if _kind_of_state(ticket) in NOT_RESOLVED else None


def _left_out(ticket: Object, target: str | None, *, is_outbound: bool) -> str | None:
    """Return why a ticket is no contact."""
    kind = _kind_of_state(ticket)
    if kind == "removed":
        return "deleted"
    if kind == "merged" and not target:
        return "not_a_contact"  # its articles went to the other ticket
    if word_of(ticket.get("Queue")).rpartition("::")[2] == JUNK:
        return "spam"
    return "outbound" if is_outbound else None


def _owner(ticket: Object) -> str | None:
    """Return who has the ticket."""
    owner = text_of(ticket.get("Owner")) or text_of(ticket.get("OwnerID"))
    return None if owner in NOBODY else owner


def _due_at(ticket: Object) -> str | None:
    """Return when the solution is promised, else what escalates first."""
    promised = moment_of(ticket.get("SolutionTimeDestinationDate"))
    return promised or moment_of(ticket.get("EscalationDestinationDate"))


def _reachable(ticket: Object) -> Object:
    """Return the ticket for paths of trends.toml, its dynamic fields by their names."""
    fields = by_name(things_in(ticket.get("DynamicField")), "Name", "Value")
    return {**without(ticket, *LONG_TEXTS), "DynamicField": fields}


READER = Reader("znuny_otrs", {"contacts": reading(("Ticket",), read_ticket)})
