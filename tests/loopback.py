"""A server on loopback for a block of a test: every fake of an outer system stands on it."""

import threading
from http.server import ThreadingHTTPServer


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # whoever asked has hung up


class Loopback:
    """Answers on `port` by a handler, which finds this object as `self.server.fake`."""

    def __init__(self, handler):
        self._server = _Server(("127.0.0.1", 0), handler)
        self._server.fake = self
        self.port = self._server.server_port

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
