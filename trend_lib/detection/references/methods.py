"""Which name means which method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trend_lib.detection.references.cusum import cusum
from trend_lib.detection.references.ears import ears_c1, ears_c2, ears_c3
from trend_lib.detection.references.farrington import farrington
from trend_lib.detection.references.farrington_flexible import farrington_flexible
from trend_lib.detection.references.negative_binomial import negative_binomial
from trend_lib.detection.references.poisson import poisson
from trend_lib.detection.references.z_score import z_score

if TYPE_CHECKING:
    from collections.abc import Callable

    from trend_lib.detection.history import History
    from trend_lib.detection.references.look_back import Calendar
    from trend_lib.detection.references.options import Options
    from trend_lib.detection.references.reference import ReferenceForecast

    Method = Callable[[History, Calendar, Options], ReferenceForecast]

METHODS: dict[str, Method] = {
    "farrington-flexible": farrington_flexible,
    "farrington": farrington,
    "ears-c1": ears_c1,
    "ears-c2": ears_c2,
    "ears-c3": ears_c3,
    "cusum": cusum,
    "z-score": z_score,
    "poisson": poisson,
    "negative-binomial": negative_binomial,
}
