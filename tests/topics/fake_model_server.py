"""A model server on loopback that answers, and misbehaves, as a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def completion(content):
    """Return a chat completion that says this."""
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


class FakeModelServer:
    """Gives its answers in turn, the last one for ever, and keeps what it was asked."""

    def __init__(self, *answers, hang=0.0):
        self.answers, self.hang = list(answers), hang
        self.asked, self.headers = [], []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers["Content-Length"])
                fake.asked.append(json.loads(self.rfile.read(length)))
                fake.headers.append(dict(self.headers))
                time.sleep(fake.hang)
                status, body = fake.answers.pop(0) if len(fake.answers) > 1 else fake.answers[0]
                try:
                    self.send_response(status)
                    self.send_header("Location", "/elsewhere")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True  # the client has had enough

            def log_message(self, *_):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"


@contextmanager
def serve(*answers, hang=0.0):
    """Run the server while the block runs."""
    fake = FakeModelServer(*answers, hang=hang)
    thread = threading.Thread(target=fake.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        fake.server.shutdown()
        thread.join()
        fake.server.server_close()
