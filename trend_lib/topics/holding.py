"""Centres moved so that texts stay in their topics when the vectors become others.

Question: in a refit's new vectors, where do centres lie that place the texts of each topic there again?
Method: DragPushing (Tan, Cheng, Ghanem, Wang, Xu 2005, CIKM): a text nearest to a centre of another topic is
added once more to the nearest centre of its own and taken from that one, some rounds long; the round that left
fewest contacts astray is kept (pocket rule; Gallant 1990), since topics that overlap never come to rest. On the
sample provider this also placed later weeks' contacts, which it never saw, more like the old encoder did.
Wrong when: texts were in the wrong topic; then they are held there. A person splits, merges or moves.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.topics.centre import FLOOR_QUANTILE, LEAST_FLOOR
from trend_lib.topics.encoders.cleaning import unit_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trend_lib.topics.centre import Centres

ROUNDS = 30  # with 10 a big home held .968 of the texts of its fit, with 30 .98; those of other weeks hold no better


def hold_texts(
    centres: Centres,
    vectors: NDArray[np.float32],
    subtopic_ids: NDArray[np.int64],
    contacts: NDArray[np.int64],
) -> Centres:
    """Return centres that leave most texts in the topic they are in.

    Args:
        centres: The mean direction of each subtopic.
        vectors: One row a text, of length one.
        subtopic_ids: Where each text is.
        contacts: How many have the text.
    """
    order = np.argsort(centres.subtopic_ids)
    own = order[np.searchsorted(centres.subtopic_ids[order], subtopic_ids)]
    moved = _move(centres, vectors, own, contacts)
    return _calibrate_anew(centres, moved, vectors, own)


def _move(
    centres: Centres,
    vectors: NDArray[np.float32],
    own: NDArray[np.int64],
    contacts: NDArray[np.int64],
) -> NDArray[np.float32]:
    """Drag and push; return the centres that left the fewest contacts astray."""
    sizes = np.bincount(own, weights=contacts, minlength=len(centres))
    sums = centres.vectors * np.maximum(sizes, 1)[:, None]
    moved = best = centres.vectors
    fewest = contacts.sum() + 1
    is_own = centres.topic_ids[own][:, None] == centres.topic_ids
    for _ in range(ROUNDS + 1):
        cosines = vectors @ moved.T
        nearest = cosines.argmax(axis=1)
        astray = np.flatnonzero(centres.topic_ids[nearest] != centres.topic_ids[own])
        if contacts[astray].sum() < fewest:
            best, fewest = moved, contacts[astray].sum()
        if not len(astray):
            break
        back = np.where(is_own[astray], cosines[astray], -np.inf).argmax(axis=1)
        pull = vectors[astray] * contacts[astray, None]
        np.add.at(sums, back, pull)
        np.subtract.at(sums, nearest[astray], pull)
        moved = unit_rows(sums)
    return best


def _calibrate_anew(
    centres: Centres,
    moved: NDArray[np.float32],
    vectors: NDArray[np.float32],
    own: NDArray[np.int64],
) -> Centres:
    """Shift floors and medians by as much as the subtopic's own texts came nearer or went away."""
    floors, medians = centres.floors.copy(), centres.medians.copy()
    for row in np.unique(own):
        texts = vectors[own == row]
        before, after = texts @ centres.vectors[row], texts @ moved[row]
        floors[row] += np.quantile(after, FLOOR_QUANTILE) - np.quantile(before, FLOOR_QUANTILE)
        medians[row] += np.median(after) - np.median(before)
    floors = np.maximum(floors, np.float32(LEAST_FLOOR))
    return replace(centres, vectors=moved, floors=floors, medians=np.maximum(medians, floors))
