"""What follows from probabilities: a topic's kind, and the texts that a person should be asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trend_lib.topics.kinds.example import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class KindVerdict(NamedTuple):
    """A kind and how sure it is."""

    kind: str
    probability: float


def kind_of_group(probabilities: Floats) -> KindVerdict:
    """Return the kind of a topic from its texts' probabilities, and their mean for it.

    Question: which kind are most of these texts? Formula: the largest mean probability, which is the expected
    share of the topic's texts (a linear pool, M. Stone, The opinion pool, 1961). The mean of log-probabilities
    (a logarithmic pool) would count every text as a new independent witness to one common kind; a topic's texts
    are near-copies of each other, and one text that is surely wrong would outvote ten that are nearly sure.
    It is wrong for a topic that truly is of two kinds. No texts: customer service, a third.
    """
    if not len(probabilities):
        return KindVerdict(KINDS[0], 1 / len(KINDS))
    mean = np.asarray(probabilities, float).mean(axis=0)
    first = int((mean >= mean.max() - 1e-12).argmax())  # rounding must not choose between equals
    return KindVerdict(KINDS[first], float(mean[first]))


def kinds_of(probabilities: Floats) -> list[str]:
    """Return each text's likeliest kind; of equals customer service, then the alphabet."""
    return [KINDS[place] for place in likeliest(probabilities)]


def likeliest(probabilities: Floats) -> NDArray[np.int64]:
    """Return each row's column; rounding does not choose between equals."""
    rows = np.asarray(probabilities, float).reshape(-1, len(KINDS))
    return np.asarray((rows >= rows.max(axis=1, keepdims=True) - 1e-12).argmax(axis=1))


def find_doubtful(probabilities: Floats, most: int) -> list[int]:
    """Return the rows worth a person's answer, most doubtful first.

    Question: whose answer would teach most? The smallest margin between the two likeliest kinds (T. Scheffer,
    C. Decomain, S. Wrobel, Active hidden Markov models, 2001); of equal margins the larger entropy, then the
    order given. It is wrong where a text is doubtful because it says nothing: those, with each kind alike, are
    never asked. Give every distinct text once: copies would fill the list.
    """
    rows = np.asarray(probabilities, float).reshape(-1, len(KINDS))
    ordered = np.sort(rows, axis=1)
    margins = np.round(ordered[:, -1] - ordered[:, -2], 12)
    logarithms = np.log(np.where(rows > 0, rows, 1.0))
    entropies = np.round(-(rows * logarithms).sum(axis=1), 12)
    says_something = np.ptp(rows, axis=1) > 1e-9
    order = np.lexsort((-entropies, margins))
    return [int(row) for row in order if says_something[row]][:most]
