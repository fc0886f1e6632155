"""Draws the reviews of a week, keeps what was drawn before, and mends it where a contact cannot be heard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trend_lib.quality.listening.review import EVEN, RISK, Pool, Review
from trend_lib.quality.listening.sampling import draw_even, draw_risky, find_replacement
from trend_lib.quality.listening.sharing import Hearing, hearings_of, share_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trend_lib.quality.listening.sampling import Candidate

REASONS = ("no_recording", "not_audible", "wrong_operator", "private", "other")


def draw_reviews(pool: Pool) -> list[Review]:
    """Return both parts with their reviewers, before anything is replaced."""
    even = _draw_even(pool)
    risky = _draw_risky(pool, even)
    twice = {one.contact_id for one in pool.stored if one.hearing > 1}
    hearings = hearings_of(even, pool.settings.double_share, pool.settings.seed, twice)
    hearings += [Hearing(one.contact_id, one.operator_id, 1) for one in risky]
    settled = {
        (one.contact_id, one.hearing): one.reviewer_id for one in pool.stored if one.reviewer_id
    }
    shared = share_out(hearings, pool.reviewers, pool.settings.seed, settled)
    parts = {one.contact_id: RISK for one in risky}
    return [
        Review(
            pool.name_review(one.contact_id, one.hearing),
            one.contact_id,
            parts.get(one.contact_id, EVEN),
            one.hearing,
            shared[one.contact_id, one.hearing],
        )
        for one in hearings
    ]


def _draw_even(pool: Pool) -> list[Candidate]:
    """Return the part that counts."""
    elsewhere = pool.kept(RISK) | pool.in_place_of_others
    free = [one for name, one in pool.candidates.items() if name not in elsewhere]
    return draw_even(free, pool.settings.per_operator, pool.settings.seed, pool.kept(EVEN))


def _draw_risky(pool: Pool, even: Sequence[Candidate]) -> list[Candidate]:
    """Return the part that never counts."""
    taken = {one.contact_id for one in even} | {one.contact_id for one in pool.stored}
    everyone, settings = pool.candidates.values(), pool.settings
    return draw_risky(everyone, settings.risky, settings.seed, taken, pool.kept(RISK))


def replace_unheard(
    pool: Pool, reviews: list[Review], unheard: Sequence[tuple[str, str]]
) -> list[Review]:
    """Return the reviews with those that cannot be heard marked, and another contact in place of each.

    One of the risky part has no like: it is marked alone. What cannot be heard once is not heard twice either.
    """
    for review_id, reason in unheard:
        gone = next((one for one in reviews if one.review_id == review_id), None)
        if gone is None or gone.replaced_because:
            continue
        because = reason if reason in REASONS else REASONS[-1]
        same = [one for one in reviews if one.contact_id == gone.contact_id]
        reviews = [
            replace(one, replaced_because=because) if one in same else one for one in reviews
        ]
        other = _find_other(pool, reviews, gone) if gone.part == EVEN else None
        reviews += [_in_place_of(pool, one, other) for one in same] if other else []
    return reviews


def _find_other(pool: Pool, reviews: Sequence[Review], gone: Review) -> Candidate | None:
    """Return the contact in place of one: the same as before, else the most like."""
    hearings = {pool.name_review(gone.contact_id, hearing) for hearing in (1, 2)}
    before = [one.contact_id for one in pool.stored if one.replaces in hearings]
    if before:
        return pool.candidates[before[0]]
    taken = {one.contact_id for one in (*reviews, *pool.stored)}
    everyone = pool.candidates.values()
    return find_replacement(pool.candidates[gone.contact_id], everyone, pool.settings.seed, taken)


def _in_place_of(pool: Pool, gone: Review, other: Candidate) -> Review:
    """Return the same hearing of another contact."""
    return Review(
        pool.name_review(other.contact_id, gone.hearing),
        other.contact_id,
        gone.part,
        gone.hearing,
        gone.reviewer_id,
        gone.review_id,
    )
