"""Hear what people press in Slack, by Socket Mode: no public address is needed.

Each press is a file in inbox/ before Slack hears that it was taken, so a kill loses none; Slack tells what it
was not thanked for again, and the same press told again is the same file.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trend_lib.alerts.slack_forms import FORMS, faults_in, form_of
from trend_lib.alerts.slack_press import read_press
from trend_lib.alerts.slack_text import escaped
from trend_lib.alerts.slack_transport import ask
from trend_lib.base.answer_words import told, why_not_told
from trend_lib.base.errors import DeliveryError, MisuseError
from trend_lib.base.inbox import write_answer
from trend_lib.base.speech import say, speaking

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_sdk import WebClient

    from trend_lib.alerts.slack_permission import Permission
    from trend_lib.alerts.slack_press import Press
    from trend_lib.base.home import Home

    Envelope = Mapping[str, Any]
    Reply = dict[str, Any] | None
    Next = Callable[[], None]

logger = logging.getLogger(__name__)

REMEMBERED = 1000  # presses; Slack tells again within minutes what it was not thanked for
SAID_LIMIT = 1500


class SlackListener:
    """Turns presses into answers; two threads call it while one connection replaces another."""

    def __init__(
        self, home: Home, client: WebClient, permission: Permission, language: str
    ) -> None:
        """Keep the home and the bot's client."""
        self._home, self._client, self._permission = home, client, permission
        self._language = language
        self._names = {member: name for name, member in home.config.alerts.slack_members.items()}
        self._heard: deque[str] = deque(maxlen=REMEMBERED)
        self._writing = threading.Lock()
        self.on_written: Callable[[Press], None] = lambda _: None

    def hear(self, envelope: Envelope, thank: Callable[[Reply], None]) -> None:
        """Take one envelope: write, thank, then say or open what follows."""
        with speaking(self._language):
            reply, follow = self._take(envelope)
            thank(reply)
            follow()

    def say_of(self, press: Press, why: str | None) -> None:
        """Tell who pressed that their answer changed nothing, or that it is counted later."""
        with speaking(self._language):
            if why is None:
                self._whisper(press, say("It is kept, and counted by the next run."))
            else:
                self._whisper(press, why_not_told(why))

    def _take(self, envelope: Envelope) -> tuple[Reply, Next]:
        """Return what Slack is thanked with, and what to do then."""
        press = _read(envelope)
        if press is None or press.event_id in self._heard:
            return None, _nothing
        try:
            is_allowed = self._permission.may(press)
        except DeliveryError as error:
            logger.warning("nobody knows who may press: %s; give the app usergroups:read", error)
            is_allowed = False
        if not is_allowed:
            return None, lambda: self._whisper(
                press, say("You may not answer here; ask who keeps this app.")
            )
        if press.action in FORMS and not press.is_form:
            return None, lambda: self._open_form(press)
        faults = faults_in(press.action, press.written)
        if faults:
            return {"response_action": "errors", "errors": faults}, _nothing
        return None, self._write(press)

    def _write(self, press: Press) -> Next:
        """Write an answer; return how to say so."""
        answer = press.answer(self._names.get(press.by.member_id, press.by.handle))
        try:
            with self._writing:
                write_answer(self._home, answer)
                self._heard.append(press.event_id)
        except MisuseError as fault:
            refusal = escaped(str(fault), SAID_LIMIT)
            return lambda: self._whisper(press, refusal)

        def say_so() -> None:
            parts = (answer.value, answer.until, answer.note, answer.since)
            said = told(answer.action, answer.who, *parts)
            noted = say("Noted for {episode}: {said}", episode=press.about, said=said)
            self._whisper(press, escaped(noted, SAID_LIMIT))
            self.on_written(press)

        return say_so

    def _open_form(self, press: Press) -> None:
        """Open the form of an answer; Slack allows it for three seconds after the press."""
        self._heard.append(press.event_id)
        form = form_of(
            press.action, press.about, {"channel": press.channel, "thread": press.thread}
        )
        self._ask(lambda: self._client.views_open(trigger_id=press.trigger, view=form))

    def _whisper(self, press: Press, text: str) -> None:
        """Say something that only who pressed sees."""
        if press.channel:
            self._ask(
                lambda: self._client.chat_postEphemeral(
                    channel=press.channel, user=press.by.member_id, text=text
                )
            )

    @staticmethod
    def _ask(call: Callable[[], Any]) -> None:
        """Call Slack for somebody's comfort: what fails here loses no answer."""
        try:
            ask(call)
        except DeliveryError as error:
            logger.warning("who pressed was not told: %s", error)


def _read(envelope: Envelope) -> Press | None:
    """Read an envelope; one that is not as Slack describes it is thanked for and left, or it came for ever."""
    if envelope["type"] != "interactive":
        return None
    try:
        return read_press(envelope["payload"], datetime.now(UTC))
    except (KeyError, TypeError, ValueError) as error:
        logger.warning("a press of unknown shape was left: %s", type(error).__name__)
        return None


def _nothing() -> None:
    """Do nothing more."""
