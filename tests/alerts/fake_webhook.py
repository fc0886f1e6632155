"""A system that takes webhooks, on loopback: keeps what it took, and misbehaves as it is asked to."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class FakeWebhook:
    """`next_answers` holds what to do with coming posts: a status, or `accept, then time out`, `…hang up`."""

    def __init__(self):
        self.taken = []  # headers and body of each that was accepted
        self.next_answers = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.fake = self
        self.address = f"http://127.0.0.1:{self._server.server_port}/hook/secret-part"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()

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
