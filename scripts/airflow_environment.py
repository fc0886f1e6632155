"""The environment of this checkout's own Airflow; set it before anything imports Airflow."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATE = Path(os.environ.get("TRENDS_AIRFLOW", ROOT / ".airflow"))
PORT = int(os.environ.get("PORT", "18480"))


def airflow_environment(state: Path, port: int = PORT) -> dict[str, str]:
    """Return the variables that `airflow.cfg` leaves open: folders, port and the one secret."""
    address = f"http://127.0.0.1:{port}"
    return {
        "CT_ROOT": str(ROOT),
        "AIRFLOW_HOME": str(state),
        "AIRFLOW_CONFIG": str(ROOT / "airflow.cfg"),
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": address,
        "AIRFLOW__API_AUTH__JWT_SECRET": jwt_secret(state),
        "TRENDS_HOME": os.environ.get("TRENDS_HOME", str(ROOT / "var" / "home")),
    }


def jwt_secret(state: Path) -> str:
    """Return the key that Airflow's processes know each other by: made once, for us alone."""
    state.mkdir(parents=True, exist_ok=True)
    state.chmod(0o700)
    path = state / "jwt_secret"
    if not path.exists():
        path.touch(0o600)
        path.write_text(secrets.token_hex(64), "ascii")
    return path.read_text("ascii")
