"""Help desks' APIs on loopback: one store of tickets, each system's paging, and bad manners on demand."""

import json
import random
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

TOKEN = "not-a-real-token-5f2c"
FAULTS = (
    "429 in seconds", "429 by date", "500", "503", "cut", "cut unseen", "no JSON", "hang up", "slow",
    "repeat", "shrink",
)  # fmt: skip
WORDS = ("internet is down", "invoice is wrong", "router blinks red", "where is the technician")


class FakeApi:
    """Holds tickets; `faults` yields what to do wrong with each request, or None."""

    def __init__(self, skew=timedelta(0)):
        self.now = datetime(2026, 8, 3, 9, tzinfo=UTC) + skew  # its own clock, which only we move
        self.tickets = []
        self.calls = []
        self.faults = iter(())
        self.before_answer = lambda: None
        self.last_body = b"{}"
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.fake = self
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

    def add(self, count, apart=timedelta(minutes=7)):
        for _ in range(count):
            self.now += apart
            number = len(self.tickets) + 1
            self.tickets.append(
                {
                    "id": number,
                    "created_at": self.stamp(),
                    "updated_at": self.stamp(),
                    "subject": WORDS[number % len(WORDS)],
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


def page_of(tickets, query, shrunk):
    """One page by number; a shrunk one lacks its second half."""
    size, number = int(query["per_page"]), int(query["page"])
    page = tickets[size * (number - 1) : size * number]
    return page[: len(page) // 2 + 1] if shrunk else page


def zendesk_tickets(fake, query, shrunk):
    tickets = fake.sorted_tickets()
    if "cursor" in query:
        changed, number = query["cursor"].split("|")
        after = (changed, int(number))
    else:
        begin = datetime.fromtimestamp(int(query["start_time"]), UTC)
        after = (f"{begin:%Y-%m-%dT%H:%M:%SZ}", 0)
    rest = [ticket for ticket in tickets if (ticket["updated_at"], ticket["id"]) > after]
    page = rest[: max(1, int(query["per_page"]) // (2 if shrunk else 1))]
    last = (page[-1]["updated_at"], page[-1]["id"]) if page else after
    return {
        "tickets": page,
        "after_cursor": "|".join(map(str, last)),
        "end_of_stream": len(page) == len(rest),
    }


def zendesk_ratings(fake, query, shrunk):
    begin, size = int(query.get("page[after]", 0)), int(query["page[size]"])
    since = datetime.fromtimestamp(int(query["start_time"]), UTC)
    rated = [
        ticket for ticket in fake.tickets if ticket["updated_at"] >= f"{since:%Y-%m-%dT%H:%M:%SZ}"
    ]
    page = rated[begin : begin + size]
    return {
        "satisfaction_ratings": [{**ticket, "score": "good"} for ticket in page],
        "meta": {"has_more": begin + size < len(rated), "after_cursor": str(begin + size)},
    }


def freshdesk_tickets(fake, query, shrunk):
    found = [t for t in fake.sorted_tickets() if t["updated_at"] >= query["updated_since"]]
    return page_of(found, query, shrunk)


def freshdesk_ratings(fake, query, shrunk):
    found = [t for t in fake.tickets if t["created_at"] >= query["created_since"]]
    return page_of(found, query, shrunk=False)


def zammad_tickets(fake, query, shrunk):
    since = query["query"].partition("[")[2].partition(" TO")[0]
    return page_of([t for t in fake.sorted_tickets() if t["updated_at"] >= since], query, shrunk)


def zammad_articles(fake, query, shrunk):
    return [
        {"id": 1, "ticket_id": int(query["ticket"]), "body": "invented words", "internal": False}
    ]


ROUTES = {
    "/api/v2/incremental/tickets/cursor.json": zendesk_tickets,
    "/api/v2/satisfaction_ratings.json": zendesk_ratings,
    "/api/v2/tickets": freshdesk_tickets,
    "/api/v2/surveys/satisfaction_ratings": freshdesk_ratings,
    "/api/v1/tickets/search": zammad_tickets,
    "/api/v1/ticket_articles/by_ticket": zammad_articles,
}


def find_route(path):
    return next(
        (ROUTES[route] for route in sorted(ROUTES, reverse=True) if path.startswith(route)), None
    )


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # whoever asked has hung up


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one go: in two, each answer waits for the network

    def do_GET(self):
        fake, address = self.server.fake, urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(address.query).items()}
        fake.calls.append((address.path, query, dict(self.headers)))
        fault = fake.next_fault()
        route = find_route(address.path)
        if "Authorization" not in self.headers:
            self.say(401, b'{"error": "who are you?"}')
        elif route is None:
            self.say(404, b"{}")
        elif fault in _REFUSALS:
            status, header = _REFUSALS[fault]
            self.say(status, b"<h1>not now</h1>", header(fake))
        else:
            fake.before_answer()
            query["ticket"] = address.path.rpartition("/")[2]
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
            time.sleep(0.35 if fault == "slow" else 0)  # longer than the tests' time-out
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
