"""Teachers from a model hub or a local folder, by two common libraries; nothing is fetched unless allowed."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from trend_lib.base.errors import ConfigError
from trend_lib.topics.encoders.cleaning import encode_clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

MODULES = {"fastembed": "fastembed", "sentence-transformers": "sentence_transformers"}
OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
BATCH = 32
MOST_SAID = 200  # letters of a library's own words
WEIGHTS = {".safetensors", ".bin", ".onnx", ".json", ".txt", ".model"}


@dataclass(frozen=True)
class HubTeacher:
    """A model of one of the libraries."""

    version: str
    width: int
    _encode: Callable[[list[str]], NDArray[np.float32]] = field(repr=False, compare=False)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row a text, of length one; an empty text is a row of zeros."""
        return encode_clean(texts, self.width, self._encode)


def open_hub_teacher(library: str, name: str, *, allow_download: bool) -> HubTeacher:
    """Open a model by its name on the hub, by its folder, or by the installed package that carries it.

    Raises:
        ConfigError: The library or the model is missing; says what to do.
    """
    if find_spec(MODULES[library]) is None:
        raise ConfigError(
            f"topics: teacher = '{library}:{name}' needs a package; "
            f"install it by: pip install 'complaint-trends[{library}]'"
        )
    folder = find_folder(name)
    load = _load_fastembed if library == "fastembed" else _load_sentence_transformer
    with _offline(is_wanted=folder is not None or not allow_download):
        try:
            encode = load(name, folder, allow_download=allow_download)
            probe = encode(["probe"])
        except Exception as error:  # onnxruntime and tokenizers raise no class of their own
            raise ConfigError(
                f"topics: the teacher '{library}:{name}' cannot be opened ({_first_line(error)}); "
                "give a folder that holds the model and its tokenizer, "
                "or allow its download in the configuration"
            ) from error
    return HubTeacher(_name_version(library, name, folder, probe), probe.shape[1], encode)


def _first_line(error: Exception) -> str:
    """Return what a library says of its failure, in short."""
    said = str(error).strip().partition("\n")[0]
    return f"{type(error).__name__}: {said[:MOST_SAID]}" if said else type(error).__name__


def find_folder(name: str) -> Path | None:
    """Return the model's folder if the name is one, or an installed package that carries a model."""
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder.resolve()
    if name.isidentifier() and find_spec(name) is not None:
        path = getattr(import_module(name), "get_model_path", lambda: None)()
        return None if path is None else Path(path)
    return None


def _load_sentence_transformer(
    name: str, folder: Path | None, *, allow_download: bool
) -> Callable[[list[str]], NDArray[np.float32]]:
    """Load by sentence-transformers; a graphics card is used where there is one."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - an extra, and heavy

    model = SentenceTransformer(str(folder or name), local_files_only=not allow_download)

    def encode(texts: list[str]) -> NDArray[np.float32]:
        rows = model.encode(texts, batch_size=BATCH, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32)

    return encode


def _load_fastembed(
    name: str, folder: Path | None, *, allow_download: bool
) -> Callable[[list[str]], NDArray[np.float32]]:
    """Load by fastembed; a folder must name one of the models that fastembed knows, as its last part."""
    from fastembed import TextEmbedding  # noqa: PLC0415 - an extra, and heavy

    known = {str(one["model"]) for one in TextEmbedding.list_supported_models()}
    wanted = name if folder is None else _known_name(folder, known)
    place = {} if folder is None else {"specific_model_path": str(folder)}
    model: Any = TextEmbedding(wanted, local_files_only=not allow_download, threads=1, **place)

    def encode(texts: list[str]) -> NDArray[np.float32]:
        return np.array(list(model.embed(texts, batch_size=BATCH)), dtype=np.float32)

    return encode


def _known_name(folder: Path, known: set[str]) -> str:
    """Return the model whose last part the folder is named after."""
    found = sorted(one for one in known if one.rpartition("/")[2].lower() == folder.name.lower())
    if not found:
        raise ValueError(
            f"name the folder after the model it holds, such as {min(known).rpartition('/')[2]}"
        )
    return found[0]


def _name_version(library: str, name: str, folder: Path | None, probe: NDArray[np.float32]) -> str:
    """Name a model by its files where we see them, else by what it says of one word."""
    digest = hashlib.sha256()
    if folder is None:
        digest.update(np.round(probe, 2).tobytes())
    else:
        for file in sorted(one for one in folder.rglob("*") if one.suffix in WEIGHTS):
            with file.open("rb") as opened:
                digest.update(hashlib.file_digest(opened, "sha256").digest())
    return f"{library}-{Path(name).name}-{digest.hexdigest()[:10]}"


@contextmanager
def _offline(*, is_wanted: bool) -> Iterator[None]:
    """Tell the hub's library to stay at home while a model is loaded."""
    before = {name: os.environ.get(name) for name in OFFLINE}
    if is_wanted:
        os.environ.update(dict.fromkeys(OFFLINE, "1"))
    try:
        yield
    finally:
        for name, said in before.items():
            if said is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = said
