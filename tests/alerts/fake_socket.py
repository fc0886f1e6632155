"""Slack's Socket Mode on loopback: sends presses, keeps what it is thanked with, hangs up when asked."""

import json
import threading
import time

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import serve

TEAM = "T0NORTHLIN"


class FakeSocket:
    """One address; each connection is kept, the newest is the one that is spoken to."""

    def __init__(self):
        self.connections = []
        self.thanks = []  # what each envelope was answered with, in order
        self.is_deaf = False  # hears thanks and forgets them, so that it tells again
        self._new = threading.Condition()
        self._numbers = iter(range(1, 10_000))
        self._server = serve(self._speak, "127.0.0.1", 0)
        self.address = f"ws://127.0.0.1:{self._server.socket.getsockname()[1]}/link"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()

    def _speak(self, connection):
        connection.send(json.dumps({"type": "hello", "num_connections": 1}))
        with self._new:
            self.connections.append(connection)
            self._new.notify_all()
        try:
            for message in connection:
                with self._new:
                    self.thanks.append(json.loads(message))
                    self._new.notify_all()
        except ConnectionClosed:
            pass

    def wait_for_connection(self, number=1):
        self._wait(lambda: len(self.connections) >= number)

    def wait_for_thanks(self, number=1):
        self._wait(lambda: len(self.thanks) >= number)
        return self.thanks

    def _wait(self, is_there):
        with self._new:
            assert self._new.wait_for(is_there, timeout=60), (self.connections, self.thanks)

    def send(self, payload, kind="interactive"):
        envelope = {"envelope_id": f"e{next(self._numbers)}", "type": kind, "payload": payload}
        self.connections[-1].send(json.dumps(envelope | {"accepts_response_payload": True}))

    def ask_to_refresh(self):
        self.connections[-1].send(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))

    def hang_up(self):
        """Cut the line without a word."""
        self.connections[-1].socket.shutdown(2)


def pressed(action, about="2026-W45-T12", member="U0OLENA11", moment=None, team=TEAM, **changes):
    """A press as Slack tells it; through a menu when the action says so."""
    button = {"type": "button", "action_id": f"answer:{action}", "value": about}
    if action.startswith("menu "):
        option = {"value": f"{action.removeprefix('menu ')} {about}"}
        button = {"type": "overflow", "action_id": "answer:more", "selected_option": option}
    return {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "northline"},
        "enterprise": None,
        "user": {"id": member, "username": "olena.k", "name": "olena.k", "team_id": team},
        "container": {"type": "message", "message_ts": "1.0", "channel_id": "C0COMPLAIN"},
        "trigger_id": "trigger-1",
        "actions": [button | {"action_ts": moment or f"{time.time():.6f}", "block_id": "answers"}],
    } | changes


def sent_form(view, member="U0OLENA11", view_id="V0FORM1", **values):
    """A form as Slack sends it, its fields filled in."""
    state = {name: {name: filled} for name, filled in values.items()}
    return {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": member, "username": "olena.k", "name": "olena.k", "team_id": TEAM},
        "view": {
            "id": view_id,
            "callback_id": view["callback_id"],
            "private_metadata": view["private_metadata"],
            "state": {"values": state},
        },
    }
