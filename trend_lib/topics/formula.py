"""Formulas: set phrases that go with any subject, such as an operator's closing words.

Question: does a phrase say anything about the rest of the text? If the rests of the texts that hold it
are no more alike than any texts of that language are, it does not, and topics must not gather round it.
Alike is the mean cosine of all pairs, over words weighted by rarity. It is wrong for a phrase that always
stands beside one other formula; and a phrase seen in few texts is always kept.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.topics.features import choose_vocabulary, count_features, inverse_frequency, weigh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy import sparse

    from trend_lib.topics.words import Token

LEAST_TEXTS = 15  # that hold a phrase, else nothing can be said about their rests
COMPARED_TEXTS = 60  # of a phrase; of a language ten times as many
MAX_LIFT = 2.0  # rests less than twice as alike as any texts: the phrase says nothing of them
MAX_WORDS = 10_000
Phrases = "Sequence[Sequence[Token]]"
