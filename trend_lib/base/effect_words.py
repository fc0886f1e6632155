"""Whether a countermeasure worked, in words: the same in bulletin, mail and Slack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trend_lib.base import figures
from trend_lib.base.speech import mark, say, say_many

if TYPE_CHECKING:
    from datetime import date

VERDICTS = {
    "worked": mark("Worked"),
    "partly": mark("Worked in part"),
    "no_effect": mark("No effect"),
    "too_early": mark("Too early to say"),
}
REASONS = {  # of what is too early, but for the day on which it is not
    "no_course": mark(
        "There is nothing to compare with: too little is known of the weeks before the rise, or the "
        "rise had no whole week before the measure."
    ),
    "no_clear_rise": mark(
        "The rise before it was not clear enough to tell what became of it since."
    ),
    "cannot_tell_yet": mark(
        "The weeks since fit both no effect and half of the rise gone; every further whole week helps."
    ),
    "cannot_tell": mark(
        "The eight weeks since fit both no effect and half of the rise gone; it will not be told from later ones."
    ),
}
NOTES = {
    "other_measure": mark("Another countermeasure began meanwhile; the change may be its doing."),
    "renamed": mark("The topic got a new name meanwhile; part of the change may be due to that."),
}


@dataclass(frozen=True, slots=True)
class EffectTold:
    """What `episodes.effects` says of a countermeasure, as much as sentences need."""

    verdict: str
    reason: str
    share: float | None
    lower: float | None
    upper: float | None
    contacts_saved: float | None
    saved_lower: float | None
    saved_upper: float | None
    cost_saved: float | None
    weeks_after: int
    judged_from: date | None
    note: str


def verdict_word(verdict: str) -> str:
    """Name a verdict."""
    return say(VERDICTS[verdict])


def outcome_sentence(effect: EffectTold, currency: str = "") -> str:
    """Say how much of a rise is gone and what that saved, or why that is not known."""
    said = [_said(effect), *(say(NOTES[name]) for name in effect.note.split(",") if name)]
    if effect.verdict in {"worked", "partly"}:
        said.insert(1, _saved(effect, currency))
    return " ".join(said)


def _said(effect: EffectTold) -> str:
    """Say the share of the rise that is gone, or why nobody can."""
    if effect.judged_from is not None:
        day = figures.day(effect.judged_from, say("EEE d MMM"))
        return say("It can be judged on {day}, when two whole weeks since are over.", day=day)
    if effect.verdict == "too_early":
        return say(REASONS[effect.reason])
    if effect.upper is not None and effect.upper <= 0:
        return say("Nothing of the rise is gone.")
    if effect.verdict == "no_effect":
        return say(
            "At most {high} of the rise is gone, perhaps nothing.", high=_share(effect.upper)
        )
    return say(
        "{share} of the rise is gone (95% interval: {low} to {high}).",
        share=_share(effect.share), low=_share(effect.lower), high=_share(effect.upper),
    )  # fmt: skip


def _saved(effect: EffectTold, currency: str) -> str:
    """Say how many contacts fewer came than would have come, and what they would have cost."""
    numbers = (effect.contacts_saved, effect.saved_lower, effect.saved_upper)
    saved, low, high = (figures.count(number or 0) for number in numbers)
    told = {"saved": saved, "low": low, "high": high, "weeks": figures.count(effect.weeks_after)}
    if effect.cost_saved is None:
        return say_many(
            effect.weeks_after,
            "In the {weeks} whole week since about {saved} fewer contacts came than would have come ({low} to {high}).",
            "In the {weeks} whole weeks since about {saved} fewer contacts came than would have come ({low} to {high}).",
            **told,
        )
    cost = say("{amount} {currency}", amount=figures.count(effect.cost_saved), currency=currency)
    return say_many(
        effect.weeks_after,
        "In the {weeks} whole week since about {saved} fewer contacts came than would have come ({low} to {high}), "
        "which saved about {cost}.",
        "In the {weeks} whole weeks since about {saved} fewer contacts came than would have come ({low} to {high}), "
        "which saved about {cost}.",
        **told, cost=cost.strip(),
    )  # fmt: skip


def _share(share: float | None) -> str:
    """Write a share of a rise; more than all of it, or less than nothing, is chance."""
    number = figures.whole(100 * min(max(share or 0.0, 0.0), 1.0))
    return say("{number}%", number=figures.count(number))
