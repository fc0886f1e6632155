"""`trends collect`, `trends escalate` and `trends remind`: between two Mondays."""

from __future__ import annotations

from rich.markup import escape

from trend_lib.commands import telling
from trend_lib.commands.options import HomeOption, JsonOption
from trend_lib.commands.telling import Answer


def collect(home: HomeOption = None, json: JsonOption = False) -> None:
    """Land what people answered since, show it in the newest week, the desk and Slack's messages.

    Without new answers it ends at once: for a scheduler, every few minutes.
    """
    from trend_lib.collecting import collect as collect_home

    telling.show(collect_home(home), json, _collected)


def _collected(answer: Answer) -> None:
    """Say what came."""
    for refused in answer["refused"]:
        telling.console.print(f"[yellow]look:[/yellow] {escape(refused)}")
    sent = answer["sent"]
    if sent is not None:
        changed = sent["slack"] + sent["updated"] + sent["notes"] + sent["outbox"]
        telling.console.print(
            f"{answer['answers']} new answers, counted in {answer['week']}; {changed} messages written or brought up to date."
        )
    elif answer["answers"]:
        telling.console.print(
            f"{answer['answers']} new answers; the first week that is built counts them."
        )
    else:
        telling.console.print("No new answers.")


def escalate(home: HomeOption = None, json: JsonOption = False) -> None:
    """Tell once more, under its message and by mail to the owners, what nobody took for the escalate_hours of trends.toml.

    Messages that Slack refused since are brought up to date first. For a scheduler, every hour.
    """
    from trend_lib.collecting import escalate as escalate_home

    telling.show(escalate_home(home), json, _escalated)


def _escalated(answer: Answer) -> None:
    """Say how many messages went out."""
    told = f"{answer['messages']} messages: episodes wait for somebody."
    telling.console.print(told if answer["messages"] else "Nothing new waits for too long.")


def remind(home: HomeOption = None, json: JsonOption = False) -> None:
    """Tell each team, in its own channel or by mail, how much is due on its worklists today.

    Counts and a link, nobody's name. Teams are those of [alerts.teams] in trends.toml. Once a working day; nothing where
    nothing is due. For a scheduler, when the working day begins.
    """
    from trend_lib.collecting import remind as remind_home

    telling.show(remind_home(home), json, _reminded)


def _reminded(answer: Answer) -> None:
    """Say how many messages went out, or why none."""
    if not answer["teams"]:
        telling.console.print(
            escape("There are no teams: [alerts.teams] in trends.toml names them.")
        )
    elif answer["messages"]:
        telling.console.print(f"{answer['messages']} messages written or brought up to date.")
    else:
        telling.console.print(
            "Nothing new to tell: nothing is due, it is a day off, or the teams were told today."
        )
