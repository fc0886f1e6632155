"""Which encoder a home uses: made at a start or a refit, read back by its version ever after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.base.errors import ConfigError
from trend_lib.base.telling import say_nothing
from trend_lib.topics.encoder import TfidfEncoder
from trend_lib.topics.encoders.adapter import open_teacher
from trend_lib.topics.encoders.distilled import DistilledEncoder
from trend_lib.topics.encoders.taught import TaughtEncoder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trend_lib.base.telling import Tell
    from trend_lib.base.topic_settings import TopicsConfig
    from trend_lib.topics.encoder import Encoder
    from trend_lib.topics.encoders.adapter import Teacher
    from trend_lib.topics.encoders.stored_vectors import VectorStore
    from trend_lib.topics.start import MakeEncoder

    StoreOf = Callable[[str], VectorStore]  # by the teacher's version

CURE = "install one: pip install 'complaint-trends[multilingual]'; or choose the encoder tfidf"


def encoder_maker(
    settings: TopicsConfig, store_of: StoreOf | None = None, tell: Tell = say_nothing
) -> MakeEncoder:
    """Return what fits the encoder that the settings name; `auto` is distilled where a teacher is."""
    if settings.encoder == "tfidf":
        return TfidfEncoder.fit
    teacher = open_teacher(settings.teacher, allow_download=settings.allow_download)
    if teacher is None:
        if settings.encoder != "auto":
            raise ConfigError(f"[topics] encoder = {settings.encoder!r} needs a teacher; {CURE}")
        return TfidfEncoder.fit
    store = store_of(teacher.version) if store_of else None

    def distil(texts: Sequence[str], seed: int) -> Encoder:
        """Fit a student to the teacher on distinct texts."""
        return DistilledEncoder.fit(
            texts,
            teacher,
            seed,
            store=store,
            teacher_texts=settings.teacher_texts,
            asked_share=settings.asked_share,
            tell=tell,
        )

    def teach(texts: Sequence[str], seed: int) -> Encoder:
        """Let the teacher itself speak; it learns where each language lies."""
        del seed  # nothing is drawn
        return TaughtEncoder.fit(texts, teacher, store, tell)

    return teach if settings.encoder == "teacher" else distil


def read_encoder(
    version: str, artefact: bytes, settings: TopicsConfig, store_of: StoreOf | None = None
) -> Encoder:
    """Read a frozen encoder back; a distilled one works on without its teacher."""
    if version.startswith("tfidf-"):
        return TfidfEncoder.load(artefact)
    teacher = _find_teacher(settings, must=version.startswith("taught-"))
    store = store_of(teacher.version) if teacher and store_of else None
    if version.startswith("distilled-"):
        return DistilledEncoder.load(artefact, teacher, store)
    assert teacher is not None  # noqa: S101 - _find_teacher has raised
    return TaughtEncoder.load(artefact, teacher, store)


def _find_teacher(settings: TopicsConfig, *, must: bool) -> Teacher | None:
    """Open the teacher; where the encoder can do without, a missing one is no error."""
    teacher = open_teacher(settings.teacher, allow_download=settings.allow_download)
    if teacher is None and must:
        raise ConfigError(f"these topics were made with a teacher, and none is here; {CURE}")
    return teacher
