"""The sum of `trends explain` done once more, by its printed text and nothing else."""

import math
import re

import numpy as np
from scipy import special, stats

from trend_lib.base.weeks import Week

LAST = Week.parse("2026-W34")
FIGURE = r"(-?[\d.]+(?:e-?\d+)?)"


def figure(text, pattern):
    """Return the figure that follows some words."""
    return float(re.search(pattern + FIGURE, text)[1])


def mid_p(observed, mean, dispersion, *, is_plain=False):
    """Sum the negative binomial term by term."""
    size, success = mean / (dispersion - 1), 1 / dispersion

    def chance(count):
        ways = math.lgamma(count + size) - math.lgamma(size) - math.lgamma(count + 1)
        return math.exp(ways + size * math.log(success) + count * math.log(1 - success))

    at_least = sum(chance(count) for count in range(observed, observed + 2000))
    return at_least if is_plain else at_least - chance(observed) / 2


def weeks_of(text):
    """Return the table of weeks: weeks ago, contacts, weight, exposure."""
    found = re.findall(
        rf"weeks ago (\d+)  contacts (\d+)(?:  weight {FIGURE})?(?:  exposure {FIGURE})?", text
    )
    return [tuple(float(part or 1) for part in row) for row in found]


def exposures_before(text):
    """Return the exposures of last week and of the one before, where they are told."""
    found = re.findall(rf"expected of .*; its exposure is {FIGURE}", text)
    return [float(one) for one in found] or [1.0, 1.0]


def redo_expected(text):
    """Return the expectation of this week and of those before that are looked at."""
    exposures = exposures_before(text)
    if "method novelty" in text:
        contacts, weeks = re.search(
            rf"= \({FIGURE} contacts \+ 0.5\) / \({FIGURE} weeks", text
        ).groups()
        return [(float(contacts) + 0.5) / (float(weeks) + 0.5)]
    if "method level" in text:
        rows = weeks_of(text)
        worth = [weight * 0.5 ** (ago / 4) for ago, _, weight, _ in rows]
        contacts = sum(w * row[1] for w, row in zip(worth, rows, strict=True))
        rate = contacts / sum(w * row[3] for w, row in zip(worth, rows, strict=True)) + 0.02
        return [rate, rate * exposures[0]]
    names = ("level", "trend a year", "cos 1", "sin 1", "cos 2", "sin 2")
    level, trend, cos1, sin1, cos2, sin2 = (figure(text, f"[ ;]{name} = ") for name in names)
    level += (
        figure(text, "; step = ") if "; step = " in text else 0
    )  # the newest weeks lie at the new level

    def at(ago):
        angle = 2 * math.pi * -ago / 52.1775
        return math.exp(
            level - trend * ago / 52.1775 + cos1 * math.cos(angle) + sin1 * math.sin(angle)
            + cos2 * math.cos(2 * angle) + sin2 * math.sin(2 * angle)
        )  # fmt: skip

    return [at(0), exposures[0] * at(1), exposures[1] * at(2)]


def redo_together(text):
    """Return the dispersion of the series' own weeks and the others'."""
    own, others = figure(text, "over their mean is "), figure(text, "of this size show ")
    degrees, worth = redo_degrees(text)
    return max((own * degrees + others * worth) / (degrees + worth), 1.0)


def redo_degrees(text):
    """Return what the series' own weeks are worth, and the others'."""
    own, others = re.findall(rf"worth {FIGURE} degrees", text)
    return float(own), float(others)


def student(tail, text):
    """Return the tail of a known scatter as that of one estimated with so many degrees."""
    return stats.t.sf(stats.norm.isf(tail), sum(redo_degrees(text)))


def errors_of_expectation(text):
    """Return the variance of each week's expectation, per unit of dispersion, this week first."""
    found = re.findall(
        rf"^ *dispersion.* = [\d.]+ x \(1 \+ {FIGURE} / expected\)", text, re.MULTILINE
    )
    return [float(one) for one in found]


def redo_looks(text, counts, expected):
    """Return p of this week alone, with last week, and with the one before too."""
    errors, together = errors_of_expectation(text), redo_together(text)
    weeks = list(zip(counts, expected, errors, strict=False))
    tails = [
        student(mid_p(count, mean, together * (1 + error / mean)), text)
        for count, mean, error in weeks
    ]
    looks, sums, own, common = [tails[0]], 0.0, 0.0, 0.0
    for place, (_, mean, error) in enumerate(weeks):
        share = error / (mean + error)
        quantile = stats.norm.isf(tails[place])
        sums += min(quantile, 2.9) if place else quantile
        own += 1 - share
        common += math.sqrt(share)
        if place:
            looks.append(stats.norm.sf(sums / math.sqrt(own + common**2)))
    return looks


def redo_spike(text, counts, table=None):
    """Return p of a sudden rise in the first of the counts, this week first."""
    expected = redo_expected(text)
    if "method novelty" in text:
        weeks = figure(text, r"contacts \+ 0.5\) / \(")
        return mid_p(counts[0], expected[0], 1 + 1 / (weeks + 0.5), is_plain=True)
    looks = redo_looks(text, counts, expected)
    weights = [0.2, 0.7, 0.1][: len(looks)]
    if counts[0] <= expected[0]:
        looks[1:] = [1.0] * (len(looks) - 1)
    joined = sum(weights) / sum(weight / p for weight, p in zip(weights, looks, strict=True))
    if not table:
        return joined
    return stats.norm.sf(redo_stretch(text, expected[0], table) * stats.norm.isf(joined))


def stretches(text):
    """Return the printed table of what the quantile of p is multiplied with; nothing where none is."""
    table = r"log of stretch where together is (.*?): (.*?); straight between"
    added = rf"to it comes {FIGURE} .* up to {FIGURE} .* from {FIGURE} on, .* up to {FIGURE} and 0 from {FIGURE}"
    return re.search(f"{table}.*{added}", text)


def redo_stretch(text, expected, told):
    """Return what the quantile of p is multiplied with, read off the printed table."""
    columns = [math.log(float(one)) for one in told[1].split(", ")]
    rows = [row.partition(" where ") for row in told[2].split("; ")]
    lines = [math.log(float(where.split()[0])) for _, _, where in rows]
    column = math.log(redo_together(text))
    cells = [
        np.interp(column, columns, [float(one) for one in row.split(", ")]) for row, _, _ in rows
    ]
    added, rare, frequent, steady, seasonal = (float(told[at]) for at in range(3, 8))
    waves = [figure(text, f"[ ;]{name} = ") for name in ("cos 1", "sin 1", "cos 2", "sin 2")]
    added *= np.interp(math.log(expected), np.log([rare, frequent]), (1, 0))
    added *= np.interp(math.hypot(*waves), (steady, seasonal), (1, 0))
    return math.exp(np.interp(math.log(expected), lines, cells) + added)


def drift_weeks(text):
    """Return ago, contacts and expectation of the weeks of a drift."""
    rows = re.findall(rf"(2026-W\d\d)  contacts (\d+)  expected {FIGURE}  cut", text)
    weeks = [(LAST.start - Week.parse(name).start).days // 7 for name, *_ in rows]
    return np.array([(ago, *row[1:]) for ago, row in zip(weeks, rows, strict=True)], dtype=float).T


def redo_drift(text):
    """Return p of a slow drift."""
    together = redo_together(text)
    ago, counts, expected = drift_weeks(text)
    cut = np.minimum(counts, expected + 2 * np.sqrt(together * expected))
    sums = [
        (cut, ago < 4, "newest 4 weeks"),
        (cut, ago >= 4, "4 weeks before"),
        (counts, ago < 8, "all 8 weeks"),
    ]
    p_values = []
    for counted, chosen, name in sums:
        unsure = figure(text, rf"{name}.*dispersion = [\d.]+ x \(1 \+ ")
        mean, contacts = expected[chosen].sum(), counted[chosen].sum()
        dispersion = together * (1 + unsure / mean)
        size, failure = mean / (dispersion - 1), (dispersion - 1) / dispersion
        tail = special.betainc(contacts + np.arange(2), size, failure).mean()
        p_values.append(student(tail, text))
    newest, before, both = p_values
    return max(both, newest**2, before**2)


def questions(text):
    """Return what the text says of a sudden rise, and of a drift."""
    sudden, _, drift = text.partition("the same curve once more")
    if "method drift" in sudden:
        sudden = sudden[sudden.index("method seasonal") :]
    return sudden, drift


def redo_p(text, noun="contact"):
    """Return the p-value, by the printed text and nothing else."""
    observed = int(re.search(rf"(\d+) {noun}s? (?:from|in \d)", text)[1])
    before = [
        int(re.search(rf"(\d+) {noun}s? {when}", text)[1])
        for when in ("in the week before", "two weeks before")
    ]
    sudden, drift = questions(text)
    spike = redo_spike(sudden, [observed, *before], stretches(text))
    if not drift:
        return spike
    return 1 / (0.975 / spike + 0.025 / redo_drift(drift))


def redo_season_doubt(text):
    """Return the variance of a season that comes early or late, of each week, this one first."""
    cos1, sin1, cos2, sin2 = (
        figure(text, f"[ ;]{name} = ") for name in ("cos 1", "sin 1", "cos 2", "sin 2")
    )

    def slope(years):
        one, two = 2 * math.pi * years, 4 * math.pi * years
        return (
            sin1 * math.cos(one) - cos1 * math.sin(one)
            + 2 * sin2 * math.cos(two) - 2 * cos2 * math.sin(two)
        )  # fmt: skip

    slopes = [slope(-ago / 52.1775) for ago in range(3)]
    moved = np.multiply(redo_expected(text), slopes)
    return (2.5 * 2 * math.pi / 365.2425 * moved) ** 2 / max(figure(text, "over their mean is "), 1)


def redo_strength_doubt(text):
    """Return the variance of a season stronger or weaker, of each week, this one first."""
    doubts = [
        float(one)
        for one in re.search(rf"strength: \(\({FIGURE} x .*? \+ \({FIGURE} x", text).groups()
    ]
    variance = np.zeros(3)
    for wave, doubt in enumerate(doubts, 1):
        cosine, sine = figure(text, f"[ ;]cos {wave} = "), figure(text, f"[ ;]sin {wave} = ")
        angles = -2 * math.pi * wave * np.arange(3) / 52.1775
        height = cosine * np.cos(angles) + sine * np.sin(angles)
        variance += (doubt * np.multiply(redo_expected(text), height)) ** 2
    return variance / max(figure(text, "over their mean is "), 1)
