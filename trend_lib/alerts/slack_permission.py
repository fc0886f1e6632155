"""Who may press a button: members and groups that the settings name, else whoever is of our workspace."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from trend_lib.alerts.slack_transport import ask

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from trend_lib.alerts.slack_press import Press

REMEMBERED_SECONDS = 300.0  # who is in a group changes rarely, and asking takes a moment


class Permission:
    """Knows our workspace, and asks Slack who is in a group."""

    def __init__(self, client: WebClient, allowed: tuple[str, ...]) -> None:
        """Ask Slack which workspace is ours."""
        self._client = client
        self._allowed = allowed
        ours = ask(client.auth_test)
        self._ours = {str(ours.get(name) or "") for name in ("team_id", "enterprise_id")} - {""}
        self._groups: dict[str, tuple[float, frozenset[str]]] = {}

    def may(self, press: Press) -> bool:
        """Tell whether an answer of this member counts.

        Raises:
            DeliveryError: Slack does not say who is in a group.
        """
        if self._allowed:
            return press.by.member_id in self._allowed or any(
                press.by.member_id in self._members(group)
                for group in self._allowed
                if group[0] == "S"
            )
        return not self._ours.isdisjoint((press.by.team, press.by.enterprise))

    def _members(self, group: str) -> frozenset[str]:
        """Return who is in a group."""
        asked_at, members = self._groups.get(group, (-REMEMBERED_SECONDS, frozenset()))
        if time.monotonic() - asked_at > REMEMBERED_SECONDS:
            answer = ask(lambda: self._client.usergroups_users_list(usergroup=group))
            members = frozenset(answer["users"])
            self._groups[group] = (time.monotonic(), members)
        return members
