"""`make up`: start this checkout's Airflow on loopback, wait until it is ready, say how to log in."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from airflow_down import remember, running, stop
from airflow_environment import PORT, ROOT, STATE, airflow_environment

if TYPE_CHECKING:
    from collections.abc import Callable

OWN_DISK = "--skip-serve-logs"  # logs are read from this disk; a server of them would listen to all
COMPONENTS = {
    "api-server": (),
    "scheduler": (OWN_DISK,),
    "dag-processor": (),
    "triggerer": (OWN_DISK,),
}
DAG_ID = "weekly_complaint_trends"
ADDRESS = f"http://127.0.0.1:{PORT}"
LOGS = STATE / "logs"
PASSWORDS = STATE / "simple_auth_manager_passwords.json.generated"
PATIENCE_SECONDS = 300


def up() -> None:
    """Start everything, or say that it runs already."""
    alive = running()
    if len(alive) == len(COMPONENTS):
        print("Airflow is up already.")
    elif alive:
        sys.exit(f"Only {', '.join(alive)} of Airflow is running: `make down`, then `make up`.")
    else:
        start()
    greet()


def start() -> None:
    """Prepare the metadata database and the pool, then start the components one by one."""
    refuse_a_taken_port()
    environment = os.environ | airflow_environment(STATE)
    LOGS.mkdir(parents=True, exist_ok=True)
    say("preparing the metadata database")
    run(environment, "db", "migrate")
    run(environment, "pools", "import", str(ROOT / "scripts" / "pools.json"))
    for component, options in COMPONENTS.items():
        say(f"starting {component}")
        with log_of(component).open("ab") as log:
            process = subprocess.Popen(
                [airflow(), component, *options],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C in this terminal is not for them
            )
        remember(component, process.pid)
    wait_for("all components to be healthy", is_healthy)
    PASSWORDS.chmod(0o600)
    wait_for("the API of the tasks", lambda: bool(ask("/execution/health")))  # 10 s, once
    wait_for("the DAG to be read", lambda: bool(known_dag()))


def greet() -> None:
    """Say where to look, how to log in, and what will happen by itself."""
    dag = known_dag()
    print(f"\n  Airflow      {ADDRESS}")
    for user, password in json.loads(PASSWORDS.read_text("utf-8")).items():
        print(f"  log in as    {user} / {password}")
    print(f"  bulletins    {ADDRESS}/bulletins/")
    print(f"  home         {airflow_environment(STATE)['TRENDS_HOME']}")
    print(
        f"  next run     {dag['next_dagrun_run_after'] or 'none'} (UTC); by hand: trigger {DAG_ID}"
    )
    for error in ask("/api/v2/importErrors", log_in())["import_errors"]:
        print(f"  cannot read  {error['filename']}: {error['stack_trace']}")
    print("  stop it      make down\n")


def refuse_a_taken_port() -> None:
    """Another program on the port would answer in Airflow's place."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", PORT)) == 0:
            sys.exit(f"Port {PORT} is taken by another program: `make up PORT=18580`.")


def run(environment: dict[str, str], *arguments: str) -> None:
    """Run an Airflow command; show what it said only when it fails."""
    done = subprocess.run(
        [airflow(), *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        sys.exit(f"airflow {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


def wait_for(what: str, is_there: Callable[[], bool]) -> None:
    """Wait, but not for a component that has ended; then everything is stopped again."""
    say(f"waiting for {what}")
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not is_there():
        dead = set(COMPONENTS) - set(running())
        if dead or time.monotonic() > give_up:
            stop()
            ended = ", ".join(sorted(dead)) or f"nothing in {PATIENCE_SECONDS} s"
            logs = "\n".join(f"  {log_of(component)}" for component in COMPONENTS)
            sys.exit(f"Airflow did not start ({ended}); it was stopped again. See:\n{logs}")
        time.sleep(1)


def is_healthy() -> bool:
    """Tell whether every component says it is well."""
    parts = ask("/api/v2/monitor/health") or {}
    named = ("metadatabase", "scheduler", "dag_processor", "triggerer")
    return all(parts.get(name, {}).get("status") == "healthy" for name in named)


def known_dag() -> Any:
    """Return what Airflow knows of the weekly DAG; None before it was read."""
    return ask(f"/api/v2/dags/{DAG_ID}", log_in())


def log_in() -> str:
    """Return a token of the user `admin`."""
    password = json.loads(PASSWORDS.read_text("utf-8"))["admin"]
    said = json.dumps({"username": "admin", "password": password}).encode()
    return str(ask("/auth/token", body=said)["access_token"])


def ask(path: str, token: str = "", body: bytes | None = None) -> Any:
    """Ask the API for JSON; None while it does not answer, or says no."""
    headers = {"Content-Type": "application/json"}
    headers |= {"Authorization": f"Bearer {token}"} if token else {}
    request = Request(ADDRESS + path, data=body, headers=headers)  # noqa: S310 - loopback
    try:
        with urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback
            return json.load(answer)
    except (URLError, TimeoutError, ConnectionError):
        return None


def airflow() -> str:
    """Return Airflow's command beside the Python that runs this."""
    return str(Path(sys.executable).parent / "airflow")


def log_of(component: str) -> Path:
    """Return where a component writes."""
    return LOGS / f"{component}.log"


def say(what: str) -> None:
    """Write one line, now."""
    print(f"  {what} ...", flush=True)


if __name__ == "__main__":
    up()
