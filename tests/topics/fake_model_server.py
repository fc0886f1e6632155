"""A model server on loopback that answers, and misbehaves, as a test tells it to."""

import json
import time
from http.server import BaseHTTPRequestHandler

from tests.loopback import Loopback


def completion(content):
    """Return a chat completion that says this."""
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


class FakeModelServer(Loopback):
    """Gives its answers in turn, the last one for ever, and keeps what it was asked."""

    def __init__(self, *answers, hang=0.0):
        super().__init__(_Handler)
        self.answers, self.hang = list(answers), hang
        self.asked, self.headers = [], []
        self.url = f"http://127.0.0.1:{self.port}/v1"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        fake = self.server.fake
        length = int(self.headers["Content-Length"])
        fake.asked.append(json.loads(self.rfile.read(length)))
        fake.headers.append(dict(self.headers))
        time.sleep(fake.hang)
        status, body = fake.answers.pop(0) if len(fake.answers) > 1 else fake.answers[0]
        self.send_response(status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""
