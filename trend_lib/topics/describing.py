"""What people are told of a group of texts: names, telling words, typical quotes, and its kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trend_lib.base.privacy_settings import PrivacyConfig
from trend_lib.topics.kind import kind_of_topic
from trend_lib.topics.kinds.verdict import kind_of_group
from trend_lib.topics.naming import choose_name, name_topics
from trend_lib.topics.quotes import typical_quotes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from trend_lib.topics.encoder import Encoder
    from trend_lib.topics.kinds.model import KindModel
    from trend_lib.topics.llm_namer import LlmNamer
    from trend_lib.topics.naming import TopicName

NAMED_TEXTS = 400  # of a group are read; its name hardly changes beyond
QUOTES = 3


@dataclass(frozen=True)
class Description:
    """What a topic is called, in every language its texts are in."""

    name: str
    keywords: tuple[str, ...]
    names: Mapping[str, TopicName]
    quotes: tuple[str, ...]
    kind: str
    kind_probability: float | None  # empty: by the seed words alone


@dataclass(frozen=True)
class Describer:
    """How a home wants its topics described."""

    kinds: KindModel | None = None  # None: seed words vote
    languages: tuple[str, ...] = ()  # of the name shown, the first there is one in
    privacy: PrivacyConfig = field(default_factory=PrivacyConfig)
    namer: LlmNamer | None = None  # None: names are our own

    def describe(
        self,
        groups: Sequence[Sequence[str]],
        encoder: Encoder,
        taken: Collection[str] = (),
        history: Sequence[str] = (),
    ) -> list[Description]:
        """Describe groups of texts apart from one another, from all that is taken, and from history."""
        read = [group[:: max(1, len(group) // NAMED_TEXTS)] for group in groups]
        named = name_topics(read, history=history, taken=taken, formulas=encoder.formulas)
        borne = set(taken) | {choose_name(names, self.languages).name for names in named}
        said = []
        for texts, names in zip(read, named, strict=True):
            said.append(self._describe_one(texts, names, encoder, borne))
            borne.add(said[-1].name)
        return said

    def _describe_one(
        self,
        texts: Sequence[str],
        names: Mapping[str, TopicName],
        encoder: Encoder,
        borne: Collection[str],
    ) -> Description:
        """Add the quotes and the kind of a group; a name that another topic bears is not taken over."""
        quotes = typical_quotes(texts, encoder.encode(texts), QUOTES, privacy=self.privacy)
        if self.namer is not None:
            renamed = self.namer.rename(names, quotes)
            if choose_name(renamed, self.languages).name not in borne:
                names = renamed
        shown = choose_name(names, self.languages)
        kind, probability = self._judge_kind(texts, encoder)
        return Description(shown.name, shown.keywords, names, tuple(quotes), kind, probability)

    def _judge_kind(self, texts: Sequence[str], encoder: Encoder) -> tuple[str, float | None]:
        """Return a group's kind, and how sure the classifier is of it."""
        if self.kinds is None:
            return kind_of_topic([encoder.read(text) for text in texts]), None
        verdict = kind_of_group(self.kinds.probabilities(texts))
        return verdict.kind, verdict.probability
