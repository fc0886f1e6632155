"""Vectors kept in memory by text: support texts repeat, and history is compared with every week."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

MOST = 80_000  # rows (some 160 MB)


@dataclass(frozen=True)
class RememberedRows:
    """Rows by text; what was not used for longest is forgotten first."""

    rows: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    def look_up(
        self,
        texts: Sequence[str],
        width: int,
        compute: Callable[[list[str]], NDArray[np.float32]],
    ) -> NDArray[np.float32]:
        """Return a row a text, computing those never seen."""
        distinct = dict.fromkeys(texts)
        found = {text: self.rows.pop(text) for text in distinct if text in self.rows}
        missing = [text for text in distinct if text not in found]
        if missing:
            found.update(zip(missing, compute(missing), strict=True))
        self.rows.update(found)
        for text in list(islice(self.rows, max(0, len(self.rows) - MOST))):
            del self.rows[text]
        result = np.empty((len(texts), width), dtype=np.float32)
        for row, text in enumerate(texts):
            result[row] = found[text]
        return result
