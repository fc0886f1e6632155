"""Persons' edits of the register: merge, split, move, pin; folded in the order they were said.

Whose a subtopic is follows from its birth, from refits and from these edits, always from the first
on: an edit taken out of the file is undone, and a refit cannot undo one that stands in it. An edit is
a line of the register, or somebody's answer about a topic.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from trend_lib.topics.centre import RESIDUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

PAST = {"merge": "merged", "split": "split", "move": "moved", "pin": "pinned", "unpin": "unpinned"}
OF_OWNERS = {"merge", "split", "move"}


@dataclass(frozen=True)
class Edit:
    """One line of the register, or one answer."""

    line: int  # of the file; its header is line 1; 0: of an answer
    said_at: datetime
    who: str
    action: str
    topic_id: int
    into_id: int | None
    answer_id: str = ""  # empty: a line of the file
    part_of: int | None = None  # the topic whose subtopic an answer splits off


@dataclass
class Ownership:
    """Whose every subtopic is, which topics are gone and where to, and which are pinned."""

    owners: dict[int, int]  # subtopic → topic
    merged_into: dict[int, int] = field(default_factory=dict)
    split_from: dict[int, int] = field(default_factory=dict)
    pinned: set[int] = field(default_factory=set)
    held: dict[int, tuple[int, ...]] = field(default_factory=dict)  # by a topic when it was merged

    def is_topic(self, topic_id: int) -> bool:
        """Tell whether a topic of this id has subtopics."""
        return topic_id in self.owners.values()

    def subtopics(self, topic_id: int) -> list[int]:
        """Return a topic's subtopics."""
        return sorted(one for one, owner in self.owners.items() if owner == topic_id)

    def give(self, subtopic_ids: Iterable[int], topic_id: int) -> None:
        """Give subtopics to a topic; a topic left without any is merged into it."""
        for one in subtopic_ids:
            before = self.owners[one]
            self.owners[one] = topic_id
            if not self.is_topic(before):
                self.merged_into[before] = topic_id
                self.pinned.discard(before)
        self.merged_into.pop(topic_id, None)

    def merge(self, topic_id: int, into_id: int) -> None:
        """Give all that a topic has to another, and note what it was, so that a split can give it back."""
        self.held[topic_id] = tuple(self.subtopics(topic_id))
        self.give(self.held[topic_id], into_id)

    def split(self, topic_id: int) -> None:
        """Make a subtopic a topic; one that was merged gets back what went with it and is still there."""
        owner = self.owners[topic_id]
        if not self.is_topic(topic_id):
            self.split_from[topic_id] = owner
        back = {one for one in self.held.pop(topic_id, ()) if self.owners[one] == owner}
        self.move({topic_id, *back}, topic_id)

    def move(self, subtopic_ids: set[int], topic_id: int) -> None:
        """Give subtopics to a topic for themselves: the split of another topic takes them back no more."""
        for merged, held in self.held.items():
            self.held[merged] = tuple(one for one in held if one not in subtopic_ids)
        self.give(subtopic_ids, topic_id)

    def next_id(self) -> int:
        """Return the first id that nothing ever had."""
        return max(self.owners, default=RESIDUE) + 1


class Folded(NamedTuple):
    """What edits left."""

    state: Ownership
    waiting: list[
        Edit
    ]  # they speak of an id that nothing has yet, as in a home built anew from its first week
    refused: dict[Edit, str]  # why not


def fold_edits(born: Ownership, edits: Sequence[Edit]) -> Folded:
    """Apply edits in order.

    Args:
        born: Whose each subtopic is without any edit; it is left as it is.
        edits: In the order said.
    """
    state = deepcopy(born)
    waiting: list[Edit] = []
    refused: dict[Edit, str] = {}
    for place, edit in enumerate(edits):
        if max(edit.topic_id, edit.into_id or 0) >= state.next_id():
            waiting.append(edit)
        elif not _is_taken_back(edit, edits[place + 1 :]):
            fault = find_fault(state, edit) or (edit.answer_id and find_idle(state, edit))
            if fault:
                refused[edit] = fault
            else:
                apply_edit(state, edit)
    return Folded(state, waiting, refused)


def _is_taken_back(edit: Edit, later: Sequence[Edit]) -> bool:
    """Tell whether a pin stands no more; since then a refit may have merged its topic."""
    if _fault_of_form(edit):
        return False
    return edit.action == "unpin" or (
        edit.action == "pin"
        and any(one.action == "unpin" and one.topic_id == edit.topic_id for one in later)
    )


def apply_edit(state: Ownership, edit: Edit) -> None:
    """Apply one edit that has no fault."""
    if edit.action == "merge":
        state.merge(edit.topic_id, edit.into_id or RESIDUE)
    elif edit.action == "move":
        state.move({edit.topic_id}, edit.into_id or RESIDUE)
    elif edit.action == "split":
        state.split(edit.topic_id)
    else:
        state.pinned.add(edit.topic_id)


def describe(edit: Edit) -> str:
    """Return an edit as it is written."""
    into = "" if edit.into_id is None else f" into {edit.into_id}"
    return f"{edit.action} {edit.topic_id}{into}"


def find_fault(state: Ownership, edit: Edit) -> str | None:
    """Return what is wrong with an edit and its cure, or None."""
    fault = _fault_of_form(edit)
    if fault is None and edit.into_id is not None:
        fault = _no_topic(state, edit.into_id)
    if fault is None and edit.action in {"merge", "pin", "unpin"}:
        return _no_topic(state, edit.topic_id) or _same(edit.topic_id, edit.into_id)
    return fault or _fault_of_subtopic(state, edit)


def find_idle(state: Ownership, edit: Edit) -> str | None:
    """Say that an edit would change nothing, or None."""
    if edit.action == "pin" and edit.topic_id in state.pinned:
        return f"{edit.topic_id} is pinned already"
    if edit.action == "unpin" and edit.topic_id not in state.pinned:
        return f"{edit.topic_id} is not pinned"
    return None


def _fault_of_form(edit: Edit) -> str | None:
    """Say what is wrong with an edit whatever the register holds, or None."""
    if RESIDUE in {edit.topic_id, edit.into_id}:
        return "1 holds what is of no topic; it cannot be changed"
    if edit.action in {"merge", "move"}:
        return "into_id is empty: say which topic it goes to" if edit.into_id is None else None
    if edit.into_id is not None:
        return f"{edit.action} takes one id: leave into_id empty"
    return None


def _no_topic(state: Ownership, topic_id: int) -> str | None:
    """Say where a topic went that is none, or None."""
    if state.is_topic(topic_id):
        return None
    if topic_id not in state.owners:
        return f"there is no topic {topic_id}; `trends topics` lists them"
    if topic_id in state.merged_into:
        owner = state.owners[topic_id]
        return f"{topic_id} was merged before; name {owner}, or first `split {topic_id}`"
    return f"{topic_id} is a subtopic of {state.owners[topic_id]}, not a topic; first `split {topic_id}`"


def _same(topic_id: int, into_id: int | None) -> str | None:
    return "a topic cannot be merged into itself; name two" if topic_id == into_id else None


def _fault_of_subtopic(state: Ownership, edit: Edit) -> str | None:
    """Say what is wrong with splitting or moving a subtopic."""
    owner = state.owners.get(edit.topic_id)
    if owner is None:
        return f"there is no subtopic {edit.topic_id}; `trends topics show ID` lists a topic's"
    if edit.action == "move":
        return (
            f"it is there already; `trends topics show {owner}`" if owner == edit.into_id else None
        )
    if owner == edit.topic_id:
        return f"{owner} is a topic already; name one of its other subtopics, if it has any"
    if edit.part_of not in {None, owner, edit.topic_id}:
        return f"{edit.topic_id} is a subtopic of {owner}, not of {edit.part_of}"
    if len(state.subtopics(owner)) == 1:
        return f"it is the only subtopic of {owner}; give {owner} another name instead"
    return None
