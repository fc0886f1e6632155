"""What people answered about single contacts: the topic one belongs to, and its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.topics.heard import WAITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

    from trend_lib.topics.edits import Ownership
    from trend_lib.topics.heard import Heard

KNOWN_CONTACTS = "SELECT contact_id FROM contacts.contacts WHERE list_contains(?, contact_id)"
NO_CONTACT = "there is no such contact"
LATER = "it was said otherwise later"
LABELLED = "registers/kind_labels.csv says its kind"


def move_contacts(
    con: duckdb.DuckDBPyConnection,
    state: Ownership,
    heard: Sequence[Heard],
    why_not: dict[str, str],
) -> None:
    """Write which contacts people gave to which topic; where that was merged, to what it went to."""
    moves = [one for one in heard if one.action == "move" and one.contact_id]
    con.execute("DELETE FROM topics.moved_contacts")
    for contact_id, one in newest_of_contacts(con, moves, why_not).items():
        owner = state.owners.get(one.topic_id)
        if owner is None:
            why_not[one.answer_id] = WAITS
        elif state.is_topic(one.topic_id) or one.topic_id in state.merged_into:
            topic_id = one.topic_id if state.is_topic(one.topic_id) else owner
            con.execute("INSERT INTO topics.moved_contacts VALUES (?, ?)", [contact_id, topic_id])
        else:
            why_not[one.answer_id] = f"{one.topic_id} is a subtopic of {owner}, not a topic"


def hear_kinds(
    con: duckdb.DuckDBPyConnection, heard: Sequence[Heard], why_not: dict[str, str]
) -> None:
    """Say which answers about a contact's kind teach: the last of each contact that the register does not know."""
    labelled = {
        one for (one,) in con.execute("SELECT contact_id FROM registers.kind_labels").fetchall()
    }
    said = [one for one in heard if one.action == "kind"]
    for contact_id, one in newest_of_contacts(con, said, why_not).items():
        if contact_id in labelled:
            why_not[one.answer_id] = LABELLED


def newest_of_contacts(
    con: duckdb.DuckDBPyConnection, heard: Iterable[Heard], why_not: dict[str, str]
) -> dict[str, Heard]:
    """Return what was said last of each contact there is; why not of the others is noted."""
    last: dict[str, Heard] = {}
    for one in heard:
        before = last.get(one.contact_id)
        if before:
            why_not[before.answer_id] = LATER
        last[one.contact_id] = one
    known = {one for (one,) in con.execute(KNOWN_CONTACTS, [list(last)]).fetchall()} if last else ()
    for contact_id, one in last.items():
        if contact_id not in known:
            why_not[one.answer_id] = NO_CONTACT
    return {contact_id: one for contact_id, one in last.items() if contact_id in known}
