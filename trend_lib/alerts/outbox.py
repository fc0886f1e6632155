"""The outbox: messages as files, while no Slack or no mail server is configured."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

    from trend_lib.alerts.ledger import Way

UNFIT = re.compile(r"[^\w.\-]+", re.ASCII)


class Outbox:
    """Writes each message to a file of a lasting name; writing it again changes nothing."""

    way: Way = "outbox"
    can_repeat = True

    def __init__(self, folder: Path) -> None:
        """Keep the home's `outbox/`."""
        self._folder = folder

    def send_mail(self, message: EmailMessage, file_name: str) -> str:
        """Write an .eml file that mail programs open; return its name."""
        return self._write(file_name, message.as_bytes())

    def post(self, payload: dict[str, Any], file_name: str) -> str:
        """Write the arguments of `chat.postMessage`; return the file's name."""
        return self._write(file_name, _as_json({"method": "chat.postMessage", **payload}))

    def update(self, remote_id: str, payload: dict[str, Any], file_name: str) -> str:
        """Write how an earlier message should read now; name the file of that one."""
        if remote_id == file_name:
            return self.post(payload, file_name)
        content = {"method": "chat.update", "earlier_file": remote_id, **payload}
        return self._write(file_name, _as_json(content))

    def reply(self, remote_id: str, payload: dict[str, Any], file_name: str) -> str:
        """Write what should stand under an earlier message; name the file of that one."""
        return self.post({"earlier_file": remote_id, **payload}, file_name)

    def upload(self, content: bytes, file_name: str) -> str:
        """Refuse: the charts lie in the bulletin's folder already."""
        raise NotImplementedError

    def can_show(self, file_id: str) -> bool:  # noqa: ARG002 - the shape of Slack's
        """Tell that a file shows no pictures."""
        return False

    def look_for(self, message_key: str, channel: str, since: float, thread: str) -> str | None:  # noqa: ARG002 - the shape of Slack's
        """Return nothing: a file half written is simply written again."""
        return None

    def close(self) -> None:
        """Nothing is open."""

    def _write(self, file_name: str, content: bytes) -> str:
        """Write beside and rename, so that nobody reads half a message."""
        path = self._folder / file_name
        beside = self._folder / f".{file_name}.part"
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        return file_name


def _as_json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def safe_name(name: str) -> str:
    """Return a name that is one file on any system."""
    return UNFIT.sub("-", name)[:150]
