"""Many series at once: which are still unusual after so many looks, topic by topic?

Question: of the topics that alarm, what share is false at most; and of a topic's alarming parts?
A family is a topic with its slices; all contacts with the kinds and their slices are one too.
Assumption: families vary independently or rise together, and so do the parts of one.
Formula, from the leaves to the trunk and back:
1. In a family of m tests, weighted p-values p / w, the weights w averaging 1: half of the weight
   goes to the whole topic, half to its slices, else many slices would make the test of the topic
   itself blunt (Genovese, Roeder & Wasserman 2006, Biometrika 93:509). Adjusted after Benjamini &
   Hochberg (1995) they are `p_in_family`; the smallest is the family's own (Simes 1986): how often
   a normal week would make the topic, or any part of it, look so unusual.
2. Benjamini & Hochberg over the N families at q select R(q) of them.
3. In a selected family a series is named where p_in_family <= q R(q) / N (Benjamini & Bogomolov
   2014, JRSS B 76:297; Peterson, Bogomolov, Benjamini & Sabatti 2016, Genet. Epidemiol. 40:45).
The q-value of a series is the smallest q that names it. So a part is never named without its
topic, and a selected topic always has a named part. Where each family is one series, this is
Benjamini & Hochberg's.
Controlled: the share of false families among those selected, and the mean over selected families
of the false share among their named series, each at q. The false share of all named series
together is measured (`benchmarks/tree.py`), not promised: a topic of many parts weighs more in it.
Wrong when families fall together in opposite directions, as when a customer's words move from one
topic to another by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

if TYPE_CHECKING:
    from trend_lib.detection.history import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Correction:
    """What is left of p-values after so many looks; arrays [S], NaN where not tested."""

    q_value: FloatArray
    weight: FloatArray  # of the test in its family
    p_in_family: FloatArray
    family_p: FloatArray  # the smallest p_in_family of the family
    selected: FloatArray  # how many families are selected where this series is just named
    families: int  # that were tested


def correct(p_value: FloatArray, family: IntArray, is_whole: BoolArray) -> Correction:
    """Return the corrected p-values [S]; NaN: not tested, and counted nowhere."""
    tested = np.flatnonzero(~np.isnan(p_value))
    _, member_of = np.unique(family[tested], return_inverse=True)
    families = int(member_of.max(initial=-1)) + 1
    weight = test_weights(member_of, is_whole[tested])
    p_in_family = adjust_within(p_value[tested] / weight, member_of)
    family_p = np.ones(families)
    np.minimum.at(family_p, member_of, p_in_family)
    q_value, selected = smallest_naming_rate(p_in_family, family_p)

    def spread(part: FloatArray) -> FloatArray:
        whole = np.full(len(p_value), np.nan)
        whole[tested] = part
        return whole

    return Correction(
        q_value=spread(q_value),
        weight=spread(weight),
        p_in_family=spread(p_in_family),
        family_p=spread(family_p[member_of]),
        selected=spread(selected),
        families=families,
    )


def test_weights(member_of: IntArray, is_whole: BoolArray) -> FloatArray:
    """Return the weight [S] of each test: in a family, wholes and slices share its errors by halves."""
    tests = np.bincount(member_of)[member_of]
    alike = np.bincount(2 * member_of + is_whole)[2 * member_of + is_whole]
    return np.where(alike == tests, 1.0, tests / 2 / alike)


def adjust_within(weighted_p: FloatArray, member_of: IntArray) -> FloatArray:
    """Return Benjamini and Hochberg's adjusted p-values [S], each within its family."""
    order = np.lexsort((weighted_p, member_of))
    tests = np.bincount(member_of)
    first = np.cumsum(tests) - tests
    of_family = member_of[order]
    rank = np.arange(len(order)) - first[of_family] + 1
    rate = pd.Series((weighted_p[order] * tests[of_family] / rank)[::-1])
    adjusted = np.empty(len(order))
    adjusted[order] = np.minimum(rate.groupby(of_family[::-1]).cummin().to_numpy()[::-1], 1)
    return adjusted


def smallest_naming_rate(
    p_in_family: FloatArray, family_p: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the smallest q [S] with p_in_family <= q R(q) / N, and R there.

    R(q) rises in steps where another family is selected, so q R(q) / N rises in straight lines
    and jumps: a series is named at the foot of a step, or on the line before it.
    """
    families = len(family_p)
    if not families:
        return np.empty(0), np.empty(0)
    steps, joining = np.unique(stats.false_discovery_control(family_p), return_counts=True)
    selected = np.cumsum(joining)
    step = np.searchsorted(steps * selected / families, p_in_family)
    before = np.where(step > 0, selected[step - 1], 0)
    on_the_line = np.where(before > 0, p_in_family * families / np.maximum(before, 1), np.inf)
    at_the_step = np.append(steps, np.inf)[step]
    is_on_line = on_the_line < at_the_step
    rate = np.minimum(np.where(is_on_line, on_the_line, at_the_step), 1)
    return rate, np.where(is_on_line, before, np.append(selected, families)[step]).astype(float)
