"""The published methods that a user can compare the design with: one method, one file, one shape.

Each takes (history, calendar, options) and returns a `ReferenceForecast`; `NAMES` lists them, `methods.py` holds them.
"""

from __future__ import annotations

from trend_lib.detection.references.options import DEFAULTS

NAMES = tuple(DEFAULTS)
