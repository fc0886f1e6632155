"""What the teacher said of a text, kept so that it is asked once: in the table topics.vectors."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb
    from numpy.typing import NDArray

LITTLE_HALF = np.dtype("<f2")  # float16, little-endian on every machine


class VectorStore(Protocol):
    """Keeps one teacher's vectors by text hash."""

    def get(self, hashes: Sequence[str]) -> dict[str, NDArray[np.float16]]:
        """Return what is known; hashes never seen are missing."""
        ...

    def put(self, vectors: Mapping[str, NDArray[np.float16]]) -> None:
        """Keep more; what is there stays."""
        ...


def hash_text(text: str) -> str:
    """Return the name of a text in the store (never the words themselves)."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


@dataclass(frozen=True)
class TableVectors:
    """The store in an open warehouse, for one version of a teacher."""

    con: duckdb.DuckDBPyConnection
    teacher_version: str

    def get(self, hashes: Sequence[str]) -> dict[str, NDArray[np.float16]]:
        """Return what is known; hashes never seen are missing."""
        asked = pa.table({"text_hash": pa.array(hashes, pa.string())})
        self.con.register("asked_hashes", asked)
        try:
            found = self.con.execute(
                "SELECT text_hash, vector FROM topics.vectors "
                "SEMI JOIN asked_hashes USING (text_hash) WHERE teacher_version = $version",
                {"version": self.teacher_version},
            ).fetchall()
        finally:
            self.con.unregister("asked_hashes")
        return {key: np.frombuffer(stored, LITTLE_HALF) for key, stored in found}

    def put(self, vectors: Mapping[str, NDArray[np.float16]]) -> None:
        """Keep more; what is there stays."""
        stored = [np.asarray(row, LITTLE_HALF).tobytes() for row in vectors.values()]
        rows = {
            "text_hash": pa.array(list(vectors), pa.string()),
            "teacher_version": pa.array([self.teacher_version] * len(vectors), pa.string()),
            "vector": pa.array(stored, pa.binary()),
        }
        self.con.register("new_vectors", pa.table(rows))
        try:
            self.con.execute(
                "INSERT INTO topics.vectors BY NAME "
                "SELECT text_hash, teacher_version, vector FROM new_vectors ON CONFLICT DO NOTHING"
            )
        finally:
            self.con.unregister("new_vectors")
