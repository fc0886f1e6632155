"""`make lock`: resolve constraints.txt from pyproject.toml; every line is name==version."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST_PYTHON = "3.11"  # what resolves there runs on later ones too
RESOLVE = [
    *("pip", "compile", "--quiet", "--upgrade", "--python-version", OLDEST_PYTHON),
    *("--no-header", "--no-annotate", "--no-emit-find-links", "--no-emit-index-url"),
    *("--extra", "multilingual", "--group", "dev", "pyproject.toml"),
]


def lock() -> None:
    """Resolve, drop the markers of platforms, write the file."""
    uv = Path(sys.executable).parent / "uv"
    resolved = subprocess.run([uv, *RESOLVE], cwd=ROOT, capture_output=True, text=True, check=False)
    if resolved.returncode != 0:
        sys.exit(resolved.stderr)
    pins = [line.partition(";")[0].strip() for line in resolved.stdout.splitlines() if "==" in line]
    (ROOT / "constraints.txt").write_text("\n".join(pins) + "\n", "utf-8")
    print(f"constraints.txt: {len(pins)} pins; now `make venv test`, and review the diff")


if __name__ == "__main__":
    lock()
