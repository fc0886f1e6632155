"""Talks to a started Airflow as a person's browser or a script would."""

import json
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

PATIENCE_SECONDS = 400


class AirflowClient:
    """Logged in as the one who administers it."""

    def __init__(self, address, state, greeting):
        self.address = address
        self.greeting = greeting
        passwords = state / "simple_auth_manager_passwords.json.generated"
        self.mode = passwords.stat().st_mode & 0o777
        self.password = json.loads(passwords.read_text())["admin"]
        _, said = self.ask("/auth/token", body={"username": "admin", "password": self.password})
        self.token = json.loads(said)["access_token"]

    def ask(self, path, *, body=None, logged_in=False):
        headers = {"Content-Type": "application/json"}
        if logged_in:
            headers["Cookie"] = f"_token={self.token}"
        data = json.dumps(body).encode() if body is not None else None
        try:
            with urlopen(Request(self.address + path, data=data, headers=headers)) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refusal:
            return refusal.code, refusal.read().decode()

    def json(self, path, body=None):
        status, said = self.ask(path, body=body, logged_in=True)
        return status, json.loads(said)

    def run(self, dag, conf):
        """Trigger a run over REST and wait for its end; return its state, and each task's."""
        runs = f"/api/v2/dags/{dag}/dagRuns"
        status, run = self.json(runs, {"logical_date": None, "conf": conf})
        assert status == 200, run
        path = f"{runs}/{run['dag_run_id']}"
        give_up = time.monotonic() + PATIENCE_SECONDS
        while run["state"] not in {"success", "failed"} and time.monotonic() < give_up:
            time.sleep(2)
            _, run = self.json(path)
        _, tasks = self.json(f"{path}/taskInstances")
        return run["state"], {task["task_id"]: task["state"] for task in tasks["task_instances"]}
