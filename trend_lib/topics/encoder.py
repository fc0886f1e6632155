"""Encoders turn texts into vectors; this one needs no model: TF-IDF, reduced and frozen."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np
from scipy import sparse
from sklearn.decomposition import TruncatedSVD

from trend_lib.topics.features import (
    choose_vocabulary,
    count_features,
    gram_features,
    inverse_frequency,
    weigh,
    word_features,
    word_grams,
)
from trend_lib.topics.formula import drop_formulas, find_formulas
from trend_lib.topics.unseen import UNSEEN_DIMENSIONS, hashed_places
from trend_lib.topics.words import Token, read_phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MAX_FEATURES = 10_000  # of words, and again of letter groups
DIMENSIONS = 160
FIT_TEXTS = 6_000  # the reduction is learned on a sample; it hardly changes beyond
UNSEEN_SHARE = 0.5  # of their weight: most are typing errors, whose letter groups are known
NAMES = ("words", "grams", "formulas")
REMEMBERED_TEXTS = 120_000  # vectors kept in memory (some 180 MB): support texts repeat, and history is compared with


class Encoder(Protocol):
    """What the topic engine asks of an encoder."""

    @property
    def version(self) -> str:
        """Names the frozen state; equal versions give equal vectors."""
        ...

    @property
    def formulas(self) -> frozenset[str]:
        """Phrases that go with any subject and are not read."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a text, of length one; a text without words is a row of zeros."""
        ...

    def encode_with_care(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the same rows as well as can be, however slowly: for a few texts that much hangs on."""
        ...

    def read(self, text: str) -> list[Token]:
        """Return the words that count, for names and kinds."""
        ...

    def pack(self) -> bytes:
        """Return the frozen state, without pickles."""
        ...


@dataclass(frozen=True)
class TfidfEncoder:
    """Words, pairs of words and letter groups, weighted by rarity, reduced by an SVD."""

    words: tuple[str, ...]
    grams: tuple[str, ...]
    formulas: frozenset[str]  # phrases that go with any subject: not read
    weights: NDArray[np.float32]  # of words, then of grams
    components: NDArray[np.float16]  # dimensions x features
    version: str
    _positions: tuple[dict[str, int], dict[str, int]] = field(repr=False, compare=False)
    _projection: NDArray[np.float32] = field(repr=False, compare=False)
    _grams_of: dict[str, list[int]] = field(default_factory=dict, repr=False, compare=False)
    _remembered: dict[str, NDArray[np.float32]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def fit(cls, texts: Sequence[str], seed: int) -> Self:
        """Learn vocabulary, weights and reduction from distinct texts."""
        phrases = [read_phrases(text) for text in texts]
        formulas = find_formulas(phrases)
        documents = [drop_formulas(text, formulas) for text in phrases]
        least = 2 if len(texts) >= 50 else 1
        words = choose_vocabulary(map(word_features, documents), MAX_FEATURES, least)
        grams = choose_vocabulary(map(gram_features, documents), MAX_FEATURES, least)
        counts = _count(documents, (_number(words), _number(grams)), {})
        weights = np.concatenate([inverse_frequency(block) for block in counts])
        sample = np.random.default_rng(seed).permutation(len(texts))[:FIT_TEXTS]
        features = _join(counts, weights)[np.sort(sample)]
        return cls.load(_pack((words, grams, sorted(formulas)), weights, _reduce(features, seed)))

    @classmethod
    def load(cls, artefact: bytes) -> Self:
        """Read an encoder back from the bytes of `pack`."""
        with np.load(io.BytesIO(artefact), allow_pickle=False) as stored:
            words, grams, formulas = (_unpack_names(stored[name]) for name in NAMES)
            weights, components = stored["weights"], stored["components"]
        return cls(
            words,
            grams,
            frozenset(formulas),
            weights,
            components,
            version=f"tfidf-{hashlib.sha256(artefact).hexdigest()[:10]}",
            _positions=(_number(words), _number(grams)),
            _projection=np.ascontiguousarray(components.T.astype(np.float32)),
        )

    def pack(self) -> bytes:
        """Return everything as a NumPy archive without pickles."""
        names = (self.words, self.grams, sorted(self.formulas))
        return _pack(names, self.weights, self.components)

    def read(self, text: str) -> list[Token]:
        """Return the text's words without its formulas."""
        return drop_formulas(read_phrases(text), self.formulas)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a text, of length one; a text without words is a row of zeros."""
        remembered = self._remembered
        rows = {text: remembered.pop(text) for text in dict.fromkeys(texts) if text in remembered}
        missing = [text for text in dict.fromkeys(texts) if text not in rows]
        if missing:
            rows.update(zip(missing, self._encode_new(missing), strict=True))
        remembered.update(rows)  # last, so that what is longest unused comes first
        for text in list(islice(remembered, max(0, len(remembered) - REMEMBERED_TEXTS))):
            del remembered[text]
        width = self._projection.shape[1] + UNSEEN_DIMENSIONS
        return np.array([rows[text] for text in texts], dtype=np.float32).reshape(-1, width)

    def encode_with_care(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the same rows: there is no better reader than this one."""
        return self.encode(texts)

    def _encode_new(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Join the known part, reduced, with the hashed part of words never seen."""
        documents = [self.read(text) for text in texts]
        counts = _count(documents, self._positions, self._grams_of)
        known = _unit_rows(_join(counts, self.weights) @ self._projection)
        unseen, shares = self._hash_unseen(documents, np.asarray(known.any(axis=1)))
        kept = np.sqrt(1 - shares)[:, None] * known
        return _unit_rows(np.hstack([kept, np.sqrt(shares)[:, None] * unseen]))

    def _hash_unseen(
        self, documents: Sequence[Sequence[Token]], has_known: NDArray[np.bool_]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return each text's words outside the vocabulary as a hashed vector, and their share."""
        hashed = np.zeros((len(documents), UNSEEN_DIMENSIONS), dtype=np.float32)
        shares = np.zeros(len(documents), dtype=np.float32)
        for row, tokens in enumerate(documents):
            if has_known[row]:
                words, shares[row] = self._weigh_unseen(tokens)
            else:  # nothing else can tell this text from another
                words, shares[row] = {token.lemma for token in tokens}, 1
            for word in words:
                for place, sign in hashed_places(word):
                    hashed[row, place] += sign
        return _unit_rows(hashed), shares

    def _weigh_unseen(self, tokens: Sequence[Token]) -> tuple[set[str], float]:
        """Return a text's words outside the vocabulary and their share of its weight."""
        position, _ = self._positions
        lemmas = {token.lemma for token in tokens if not token.is_stop}
        unseen = {lemma for lemma in lemmas if lemma not in position}
        if not unseen:
            return unseen, 0.0
        known = sum(float(self.weights[position[lemma]]) ** 2 for lemma in lemmas - unseen)
        rarest = len(unseen) * float(self.weights.max(initial=1.0)) ** 2
        return unseen, UNSEEN_SHARE * rarest / (rarest + known)


def _count(
    documents: Sequence[Sequence[Token]],
    positions: tuple[dict[str, int], dict[str, int]],
    grams_of: dict[str, list[int]],
) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    """Count known words and known letter groups; a word's groups are looked up once."""
    words, grams = positions
    for surface in {token.surface for tokens in documents for token in tokens} - grams_of.keys():
        grams_of[surface] = [grams[gram] for gram in word_grams(surface) if gram in grams]
    word_rows = ([words[one] for one in word_features(row) if one in words] for row in documents)
    gram_rows = ([one for token in row for one in grams_of[token.surface]] for row in documents)
    return count_features(word_rows, len(words)), count_features(gram_rows, len(grams))


def _join(
    counts: tuple[sparse.csr_matrix, sparse.csr_matrix], weights: NDArray[np.float32]
) -> sparse.csr_matrix:
    """Weigh both blocks and put them side by side, each of length one."""
    words, grams = counts
    parts = [weigh(words, weights[: words.shape[1]]), weigh(grams, weights[words.shape[1] :])]
    return sparse.csr_matrix(sparse.hstack(parts))


def _reduce(features: sparse.csr_matrix, seed: int) -> NDArray[np.float16]:
    """Return the directions in which the texts differ most (none where there is but one text)."""
    dimensions = min(DIMENSIONS, features.shape[0] - 1, features.shape[1] - 1)
    if dimensions < 1:
        return np.zeros((0, features.shape[1]), dtype=np.float16)
    svd = TruncatedSVD(dimensions, n_iter=3, random_state=seed).fit(features)
    return np.asarray(svd.components_, dtype=np.float16)


def _unit_rows(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale every row to length one; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 1e-9)
    return np.asarray(scaled, dtype=np.float32)


def _number(names: Sequence[str]) -> dict[str, int]:
    """Return each feature's column."""
    return {name: column for column, name in enumerate(names)}


def _pack(
    names: tuple[Sequence[str], ...],
    weights: NDArray[np.float32],
    components: NDArray[np.float16],
) -> bytes:
    """Write the archive; names are one UTF-8 text each, a feature a line."""
    written = io.BytesIO()
    lines = {name: "\n".join(one) for name, one in zip(NAMES, names, strict=True)}
    texts = {name: np.frombuffer(text.encode(), dtype=np.uint8) for name, text in lines.items()}
    np.savez_compressed(
        written,
        allow_pickle=False,
        weights=weights,
        components=components,
        **texts,
    )
    return written.getvalue()


def _unpack_names(stored: NDArray[np.uint8]) -> tuple[str, ...]:
    """Read a list of features back."""
    return tuple(stored.tobytes().decode().split("\n")) if stored.size else ()
