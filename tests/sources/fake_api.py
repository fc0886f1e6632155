"""Help desks' APIs on loopback: one store of tickets, each system's paging, and bad manners on demand."""

import json
import random
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from tests.loopback import Loopback
from tests.sources.fake_routes import OPEN_DOORS, find_route

TOKEN = "not-a-real-token-5f2c"
FAULTS = (
    "429 in seconds", "429 by date", "500", "503", "cut", "cut unseen", "no JSON", "hang up", "slow",
    "repeat", "shrink",
)  # fmt: skip
WORDS = ("internet is down", "invoice is wrong", "router blinks red", "where is the technician")


class FakeApi(Loopback):
    """Holds tickets; `faults` yields what to do wrong with each request, or None."""

    def __init__(self, skew=timedelta(0)):
        super().__init__(_Handler)
        self.now = datetime(2026, 8, 3, 9, tzinfo=UTC) + skew  # its own clock, which only we move
        self.tickets = []
        self.calls = []
        self.indexed = {}  # ticket: the time of change by which a lagging search finds it
        self.faults = iter(())
        self.before_answer = lambda: None
        self.last_body = b"{}"
        self._lock = threading.Lock()
        self.address = f"http://127.0.0.1:{self.port}"

    def add(self, count, apart=timedelta(minutes=7)):
        for _ in range(count):
            self.now += apart
            number = len(self.tickets) + 1
            self.tickets.append(
                {
                    "id": number,
                    "requester_id": 1000 + number % 7,
                    "created_at": self.stamp(),
                    "updated_at": self.stamp(),
                    "subject": WORDS[number % len(WORDS)],
                    "title": WORDS[number % len(WORDS)],
                    "description": f"invented ticket {number}",
                    "status": "open",
                }
            )

    def change(self, ticket):
        self.now += timedelta(seconds=1)
        ticket.update(updated_at=self.stamp(), status="solved")

    def stamp(self):
        return f"{self.now:%Y-%m-%dT%H:%M:%SZ}"

    def sorted_tickets(self):
        return sorted(self.tickets, key=lambda ticket: (ticket["updated_at"], ticket["id"]))

    def truth(self):
        return {(ticket["id"], ticket["updated_at"]) for ticket in self.tickets}

    def next_fault(self):
        with self._lock:
            return next(self.faults, None)

    def misbehave(self, seed, share, faults=FAULTS, changes=0.0, until=10_000):
        """Do something wrong with a share of the coming requests, and change tickets meanwhile."""
        chance = random.Random(seed)

        def before():
            if self.tickets and chance.random() < changes:
                self.change(chance.choice(self.tickets))

        self.before_answer = before
        self.faults = (
            chance.choice(faults) if chance.random() < share else None for _ in range(until)
        )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one go: in two, each answer waits for the network

    def do_GET(self):
        fake, address = self.server.fake, urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        if "json" in self.headers.get("Content-Type", ""):
            query |= json.loads(body)
        query["last_part"] = address.path.rpartition("/")[2]
        fake.calls.append((address.path, query, dict(self.headers)))
        fault = fake.next_fault()
        route = find_route(address.path)
        if "Authorization" not in self.headers and not address.path.startswith(OPEN_DOORS):
            self.say(401, b'{"error": "who are you?"}')
        elif route is None:
            self.say(404, b"{}")
        elif fault in _REFUSALS:
            status, header = _REFUSALS[fault]
            self.say(status, b"<h1>not now</h1>", header(fake))
        else:
            fake.before_answer()
            body = json.dumps(route(fake, query, fault == "shrink")).encode()
            if fault != "stuck":
                body, fake.last_body = (fake.last_body if fault == "repeat" else body), body
            self.deliver(fake.last_body if fault == "stuck" else body, fault)

    do_POST = do_GET  # noqa: N815 - the name that http.server asks for

    def deliver(self, body, fault):
        if fault == "hang up":
            self.close_connection = True
        elif fault == "cut":
            self.say(200, body[: len(body) // 2], {"Content-Length": str(len(body))})
            self.close_connection = True
        elif fault == "cut unseen":  # no length was promised, so only the JSON tells
            self.say(200, body[: len(body) // 2], {"Content-Length": None, "Connection": "close"})
            self.close_connection = True
        elif fault == "no JSON":
            self.say(200, b"<html>please log in</html>")
        else:
            time.sleep(0.6 if fault == "slow" else 0)  # longer than the tests' time-out
            self.say(200, body)

    def say(self, status, body, headers=None):
        self.send_response_only(status)
        said = {
            "Date": _date(self.server.fake.now),
            "Content-Length": str(len(body)),
            **(headers or {}),
        }
        for name, value in said.items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def _date(moment):
    return format_datetime(moment, usegmt=True)


_REFUSALS = {
    "429 in seconds": (429, lambda fake: {"Retry-After": "0.01"}),
    "429 by date": (429, lambda fake: {"Retry-After": _date(fake.now)}),
    "500": (500, lambda fake: {}),
    "503": (503, lambda fake: {}),
}
