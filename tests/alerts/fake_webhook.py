"""A system that takes webhooks, on loopback: keeps what it took, and misbehaves as it is asked to."""

import json
import time
from http.server import BaseHTTPRequestHandler

from tests.loopback import Loopback


class FakeWebhook(Loopback):
    """`next_answers` holds what to do with coming posts: a status, or `accept, then time out`, `…hang up`."""

    def __init__(self):
        super().__init__(_Handler)
        self.taken = []  # headers and body of each that was accepted
        self.next_answers = []
        self.address = f"http://127.0.0.1:{self.port}/hook/secret-part"

    @property
    def payloads(self):
        return [json.loads(body) for _, body in self.taken]


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        fake = self.server.fake
        body = self.rfile.read(int(self.headers["Content-Length"]))
        asked = fake.next_answers.pop(0) if fake.next_answers else 202
        if isinstance(asked, str) or asked < 300:
            fake.taken.append((dict(self.headers), body))
        if asked == "accept, then hang up":
            self.close_connection = True
            return
        if asked == "accept, then time out":
            time.sleep(1.5)
            return
        self.send_response(asked)
        self.send_header("Content-Length", "0")
        if asked == 429:
            self.send_header("Retry-After", "0")
        self.end_headers()

    def log_message(self, *_):
        pass
