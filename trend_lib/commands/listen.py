"""`trends listen`: the buttons of Slack's messages."""

from __future__ import annotations

from trend_lib.commands.options import HomeOption


def listen(home: HomeOption = None) -> None:
    """Hear what people press under Slack's messages, until stopped; each press is an answer in inbox/.

    Needs TRENDS_SLACK_TOKEN, TRENDS_SLACK_APP_TOKEN and slack_buttons = true in trends.toml. It calls Slack, so no address
    of yours need be public. Run one beside the scheduler; SIGTERM or Ctrl-C ends it, and loses nothing.
    """
    from trend_lib.listening import listen as listen_to

    listen_to(home)
