"""Slack's Web API on loopback: keeps what it is told, and misbehaves as it is asked to."""

import json
import time
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs

from tests.alerts.fake_socket import TEAM
from tests.loopback import Loopback

CHANNEL_ID = "C0COMPLAIN"


class FakeSlack(Loopback):
    """`next_answers` holds what to do with coming calls: see `_Handler.misbehave`."""

    def __init__(self):
        super().__init__(_Handler)
        self.calls = []
        self.channel_name = "complaints"
        self.messages = []
        self.replies = []
        self.forms = []
        self.whispers = []  # what one member alone was told
        self.groups = {}  # id: members
        self.is_member = True
        self.files = {}
        self.looks_before_seen = 1
        self.shows_pictures = True
        self.scopes = "chat:write,channels:history,channels:read"
        self.socket = None  # a FakeSocket, for who listens
        self.next_answers = []
        self.refuses = {}  # method: error code
        self.on_post = lambda: None  # called when a message has been accepted, before the answer
        self.address = f"http://127.0.0.1:{self.port}/api/"

    def called(self, method):
        return [arguments for name, arguments in self.calls if name == method]

    def answer(self, method, arguments):
        if method in self.refuses:
            return {"ok": False, "error": self.refuses[method]}
        return getattr(self, method.replace(".", "_"))(arguments)

    def auth_test(self, _):
        return {"ok": True, "user_id": "U0", "bot_id": "B0", "team_id": TEAM, "enterprise_id": None}

    def files_getUploadURLExternal(self, arguments):  # noqa: N802 - Slack's name
        file_id = f"F0CHART{len(self.files) + 1}"
        self.files[file_id] = {"name": arguments["filename"], "looks": 0}
        return {"ok": True, "upload_url": f"{self.address}upload/{file_id}", "file_id": file_id}

    def files_completeUploadExternal(self, arguments):  # noqa: N802 - Slack's name
        [given] = (
            json.loads(arguments["files"])
            if isinstance(arguments["files"], str)
            else arguments["files"]
        )
        return {"ok": True, "files": [{"id": given["id"]}]}

    def files_info(self, arguments):
        file = self.files[arguments["file"]]
        file["looks"] += 1
        seen = file["looks"] > self.looks_before_seen
        return {
            "ok": True,
            "file": {"id": arguments["file"], "mimetype": "image/png" if seen else ""},
        }

    def conversations_info(self, arguments):
        channel = {"id": arguments["channel"], "is_member": self.is_member}
        return {"ok": True, "channel": channel}

    def apps_connections_open(self, _):
        return {"ok": True, "url": self.socket.address}

    def usergroups_users_list(self, arguments):
        return {"ok": True, "users": self.groups.get(arguments["usergroup"], [])}

    def views_open(self, arguments):
        self.forms.append(arguments["view"])
        return {"ok": True, "view": arguments["view"] | {"id": "V0FORM1"}}

    def chat_postEphemeral(self, arguments):  # noqa: N802 - Slack's name
        self.whispers.append((arguments["user"], arguments["text"]))
        return {"ok": True, "message_ts": f"{time.time():.6f}"}

    def chat_postMessage(self, arguments):  # noqa: N802 - Slack's name
        if arguments["channel"] not in (CHANNEL_ID, f"#{self.channel_name}"):
            return {"ok": False, "error": "channel_not_found"}
        shown = [
            one["slack_file"]["id"] for one in arguments.get("blocks", []) if one["type"] == "image"
        ]
        if shown and not (self.shows_pictures and set(shown) <= set(self.files)):
            return {"ok": False, "error": "invalid_blocks"}
        if not arguments.get("text") or len(arguments.get("blocks", [])) > 50:
            return {"ok": False, "error": "invalid_blocks"}
        if arguments.get("thread_ts") and not self._of(arguments["thread_ts"]):
            return {"ok": False, "error": "thread_not_found"}
        ts = f"{time.time():.6f}"
        kept = self.replies if arguments.get("thread_ts") else self.messages
        kept.append({"ts": ts, **arguments})
        return {"ok": True, "channel": CHANNEL_ID, "ts": ts}

    def chat_update(self, arguments):
        for message in self.messages:
            if message["ts"] == arguments["ts"] and arguments["channel"] == CHANNEL_ID:
                message.update(arguments)
                return {"ok": True, "ts": arguments["ts"]}
        return {"ok": False, "error": "message_not_found"}

    def conversations_list(self, arguments):
        if not arguments.get("cursor"):
            others = [{"id": "C0OTHERS1", "name": "others"}]
            return {"ok": True, "channels": others, "response_metadata": {"next_cursor": "more"}}
        return {
            "ok": True,
            "channels": [{"id": CHANNEL_ID, "name": self.channel_name}],
            "response_metadata": {"next_cursor": ""},
        }

    def _of(self, ts):
        return [message for message in self.messages if message["ts"] == ts]

    def conversations_replies(self, arguments):
        under = [one for one in self.replies if one["thread_ts"] == arguments["ts"]]
        return {"ok": True, "messages": [*self._of(arguments["ts"]), *under]}

    def conversations_history(self, arguments):
        if arguments["channel"] != CHANNEL_ID:
            return {"ok": False, "error": "channel_not_found"}
        with_metadata = str(arguments.get("include_all_metadata")).lower() in ("1", "true")
        found = [m for m in self.messages if float(m["ts"]) >= float(arguments["oldest"])]
        shown = [m if with_metadata else {"ts": m["ts"]} for m in found]
        return {"ok": True, "messages": shown[::-1]}


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        fake, method = self.server.fake, self.path.rpartition("/")[2]
        content = self.rfile.read(int(self.headers["Content-Length"] or 0))
        if "/upload/" in self.path:
            fake.files[method]["content"] = content
            self.say(200, {"ok": True})
            return
        body = content.decode()
        if "json" in self.headers.get("Content-Type", ""):
            arguments = json.loads(body or "{}")
        else:
            arguments = {name: values[0] for name, values in parse_qs(body).items()}
        fake.calls.append((method, arguments))
        misbehaviour = fake.next_answers.pop(0) if fake.next_answers else None
        if misbehaviour in ("429", "500"):
            self.say(int(misbehaviour), {"ok": False, "error": "ratelimited"})
            return
        answer = fake.answer(method, arguments)
        if method == "chat.postMessage":
            fake.on_post()
        if misbehaviour == "accept, then hang up":
            self.close_connection = True
        elif misbehaviour == "accept, then time out":
            time.sleep(1.5)
        elif misbehaviour == "accept, then 503":
            self.say(503, None)
        else:
            self.say(200, answer)

    def say(self, status, answer):
        content = json.dumps(answer).encode() if answer else b"<h1>Bad gateway</h1>"
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-OAuth-Scopes", self.server.fake.scopes)
        if status == 429:
            self.send_header("Retry-After", "0")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass
