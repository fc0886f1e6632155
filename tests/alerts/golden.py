"""Golden files: what was agreed. TRENDS_GOLDEN=1 rewrites them; the difference is reviewed."""

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def assert_same_as_golden(name, written):
    path = GOLDEN / name
    if os.environ.get("TRENDS_GOLDEN") == "1":
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(written, "utf-8")
    assert path.read_text("utf-8") == written
