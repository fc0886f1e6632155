"""Bring the channel to where the week says it should be: post once, then only update."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from trend_lib.alerts.last_check import spoken_texts
from trend_lib.alerts.ledger import LedgerRow, key_of
from trend_lib.alerts.outbox import safe_name
from trend_lib.alerts.outcome import RefusedError, UnansweredError
from trend_lib.alerts.picture import show_pictures

if TYPE_CHECKING:
    from datetime import datetime

    from trend_lib.alerts.bulletin import Bulletin
    from trend_lib.alerts.dispatch import Dispatch
    from trend_lib.alerts.episode_alert import EpisodeAlert
    from trend_lib.alerts.ledger import Ledger
    from trend_lib.alerts.slack_message import SlackMessage
    from trend_lib.alerts.thread_note import ThreadNote
    from trend_lib.alerts.transport import SlackTransport
    from trend_lib.base.alert_settings import AlertsConfig
    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week

CERTAINLY_ABSENT = ("failed", "waiting")
CLOCKS_APART_SECONDS = 3600.0  # ours and Slack's may differ, and a request may wait


class SlackChannel:
    """One channel in one week."""

    def __init__(
        self,
        transport: SlackTransport,
        settings: AlertsConfig,
        dispatch: Dispatch,
        week: Week,
        *,
        is_quiet: bool,
    ) -> None:
        """Keep the way, the channel's name and the ledger; files call nobody, so quiet hours are no matter there."""
        self._transport = transport
        self._channel = settings.slack_channel
        self._dispatch = dispatch
        self._week = week
        self._is_quiet = is_quiet and transport.way == "slack"

    def key(self, name: str) -> str:
        """Return a message's key; another channel, or another way, is another message."""
        return key_of("slack", self._transport.way, self._channel, name)

    def is_told(self, name: str) -> bool:
        """Tell whether a message of that name was ever tried here."""
        return self._dispatch.ledger.find(self.key(name)) is not None

    @property
    def ledger(self) -> Ledger:
        """What is known of all sendings."""
        return self._dispatch.ledger

    def told_at(self, name: str) -> datetime | None:
        """Return when an episode was told first, alone or in a digest, in UTC; None: never, or it waits still."""
        rows = [row for row in self._messages_of(name) if row.state != "waiting"]
        return min((row.told_at or row.updated_at for row in rows), default=None)

    def remind(self, name: str, note: ThreadNote, of_list: ThreadNote) -> None:
        """Write a note, once, under the message of an episode, or another under the digest that lists it."""
        told = [row for row in self._messages_of(name) if row.remote_id is not None]
        if told:
            is_own = told[0].message_key == self.key(name)
            self._reply(told[0], note if is_own else of_list)

    def _messages_of(self, name: str) -> list[LedgerRow]:
        """Return an episode's own message and the digests that list it, as far as they were tried."""
        lists = [digest for digest, members in self.digests().items() if name in members]
        rows = (self.ledger.find(self.key(one)) for one in (name, *lists))
        return [row for row in rows if row is not None]

    def digests(self) -> dict[str, tuple[str, ...]]:
        """Return this channel's digests with their members."""
        noted = [
            row.about.partition(": ") for row in self._dispatch.ledger.digests(self._transport.way)
        ]
        return {name: tuple(ids.split()) for name, _, ids in noted if self.is_told(name)}

    def show_pictures(
        self, home: Home, bulletin: Bulletin | None, alerts: list[EpisodeAlert]
    ) -> dict[str, str]:
        """Return the files of the charts of this week's episodes that have a message, or get one."""
        own = [one for one in alerts if one.is_news or self.is_told(one.name)]
        this_week = [one for one in own if one.week_start == self._week.start]
        return show_pictures(home, self._dispatch.ledger, self._transport, bulletin, this_week)

    def file_name(self, message: SlackMessage) -> str:
        """Return the outbox file: `2026-W46-slack-2026-W44-T12.json`, or `-digest`, `-quiet`."""
        named = message.name.partition(" ")[0]  # the week is in the name already
        return safe_name(f"{self._week}-slack-{named}") + ".json"

    def settle(self, message: SlackMessage) -> None:
        """Post, update or leave alone: whatever the channel lacks; then, or before an update, what its thread lacks.

        The thread comes before the update, because the week that the message tells of says which notes are news.
        """
        before = self._dispatch.ledger.find(self.key(message.name))
        if before is None or before.remote_id is None:
            self._settle(message, before)
        parent = self._dispatch.ledger.find(self.key(message.name))
        if parent is None or parent.remote_id is None or parent.week_start > self._week.start:
            return  # nothing to hang a note on, or a later week has more recent news
        is_later = before is not None and before.week_start < self._week.start
        for note in message.notes:
            if is_later or not note.is_of_week or self._is_noted(parent, note):
                self._reply(parent, note)
        if before is not None and before.remote_id is not None:
            self._settle_known(before, message)

    def _settle(self, message: SlackMessage, row: LedgerRow | None) -> None:
        """Post what is news, or go on from an earlier attempt."""
        if row is None:
            if message.is_news:
                self._post(self._fresh(message), message)
        elif row.week_start <= self._week.start:
            self._settle_known(row, message)

    def _is_noted(self, parent: LedgerRow, note: ThreadNote) -> bool:
        """Tell whether a note was ever tried."""
        return self._dispatch.ledger.find(_note_key(parent, note)) is not None

    def _reply(self, parent: LedgerRow, note: ThreadNote) -> None:
        """Write a note under a message, once."""
        key = _note_key(parent, note)
        fresh = LedgerRow(key, self._week.start, parent.channel, note.about, parent.content_hash)
        known = self._dispatch.ledger.find(key)
        row = fresh if known is None else self._found_again(known, str(parent.remote_id))
        if known is not None and row.state not in CERTAINLY_ABSENT:
            return  # it is there, or nobody knows
        if self._is_quiet and not (note.is_loud and note.is_exceptional):
            self._dispatch.wait(row)
            return
        payload = note.payload(key)
        file_name = safe_name(f"{self._week}-slack-{note.episode_id}-{key[:8]}") + ".json"
        self._dispatch.send(
            row,
            spoken_texts(payload, "note"),
            lambda: self._transport.reply(str(parent.remote_id), payload, file_name),
            "notes",
        )

    def _settle_known(self, row: LedgerRow, message: SlackMessage) -> None:
        """Go on from what the ledger says of an earlier attempt."""
        row = self._found_again(row) if row.remote_id is None else row
        if row.remote_id is None and row.state == "sent":
            return  # a person saw it there; where, nobody knows, so it stays as it is
        if row.remote_id is not None:
            if row.state != "sent" or row.content_hash != message.content_hash:
                self._update(row, message)
        elif row.state in CERTAINLY_ABSENT and message.is_news:
            self._post(row, message)

    def _found_again(self, row: LedgerRow, thread: str = "") -> LedgerRow:
        """Look in the channel, or a thread, for a message that may be there; without certainty leave it unknown."""
        if row.state in ("failed", "sent", "waiting"):
            return row
        written = row.updated_at.replace(tzinfo=UTC).timestamp()
        try:
            remote_id = self._transport.look_for(
                row.message_key, self._channel, written - CLOCKS_APART_SECONDS, thread
            )
        except (RefusedError, UnansweredError) as error:
            cure = "give the app channels:history (and channels:read), or set the channel's id"
            self._dispatch.leave_unknown(row, f"{error}; {cure}")
            return row
        if remote_id is None:  # in hand alone: the ledger keeps the intent until the next write
            return replace(row, state="failed")
        return self._dispatch.ledger.write(row, state="sent", remote_id=remote_id)

    def _fresh(self, message: SlackMessage) -> LedgerRow:
        """Return the row of a message that was never tried."""
        key = self.key(message.name)
        return LedgerRow(
            key, self._week.start, self._transport.way, message.about, message.content_hash
        )

    def _post(self, row: LedgerRow, message: SlackMessage) -> None:
        """Post a message, or have it wait for the end of quiet hours."""
        if self._is_quiet and not message.is_exceptional:
            self._dispatch.wait(self._as_told_now(row, message, row.revision))
            return
        payload = message.payload(self._channel, row.message_key)
        self._dispatch.send(
            self._as_told_now(row, message, row.revision),
            spoken_texts(payload, "message"),
            lambda: self._transport.post(payload, self.file_name(message)),
            "slack",
        )

    def _update(self, row: LedgerRow, message: SlackMessage) -> None:
        """Bring a posted message up to date; repeating that does no harm."""
        payload = message.payload(self._channel, row.message_key)
        remote_id = str(row.remote_id)
        self._dispatch.send(
            self._as_told_now(row, message, row.revision + 1),
            spoken_texts(payload, "message"),
            lambda: self._transport.update(remote_id, payload, self.file_name(message)),
            "updated",
        )

    def _as_told_now(self, row: LedgerRow, message: SlackMessage, revision: int) -> LedgerRow:
        """Return the row with what this week tells."""
        return replace(
            row,
            week_start=self._week.start,
            about=message.about,
            content_hash=message.content_hash,
            revision=revision,
        )


def _note_key(parent: LedgerRow, note: ThreadNote) -> str:
    """Return a note's key: it belongs to the message it hangs under."""
    return key_of("thread", parent.message_key, note.note_id)
