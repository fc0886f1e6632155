"""`trends alerts ...`: messages that did not go out, or of which nobody knows whether they did."""

from __future__ import annotations

from typing import Annotated

import typer

from trend_lib import answers
from trend_lib.options import HomeOption, JsonOption, Polite

app = typer.Typer(
    cls=Polite,
    invoke_without_command=True,
    rich_markup_mode="rich",
    help="List messages that wait for a person, or answer for one of them. [bold]unknown[/bold]: the server may have "
    "taken it, and it is never sent twice by itself; ask the reader, or look into the channel. [bold]failed[/bold]: it is "
    "certainly not there, and the next run of its week tries again.",
)
Key = Annotated[
    str, typer.Argument(metavar="KEY", help="Its key, or the first six signs or more of it.")
]


@app.callback()
def _list(ctx: typer.Context, home: HomeOption = None, json: JsonOption = False) -> None:
    if ctx.invoked_subcommand is None:
        list_messages(home, json)


@app.command("list")
def list_messages(home: HomeOption = None, json: JsonOption = False) -> None:
    """List them, with the reason and the cure; also what `trends alerts` alone does."""
    from trend_lib import alert_answers, alerts
    from trend_lib.base.home import open_home

    found = {"messages": alerts.list_open(open_home(home))}
    answers.show(found, json, alert_answers.open_messages)


@app.command()
def sent(key: Key, home: HomeOption = None, json: JsonOption = False) -> None:
    """Say that a message is there: it is not sent again. `trends alerts sent 1a2b3c4d`."""
    from trend_lib import alert_answers, alerts
    from trend_lib.base.home import open_home

    answers.show(alerts.mark_sent(open_home(home), key), json, alert_answers.marked)


@app.command()
def again(key: Key, home: HomeOption = None, json: JsonOption = False) -> None:
    """Say that a message is not there, and send it now, with what else its week still has to send."""
    from dataclasses import asdict

    from trend_lib import alert_answers, alerts
    from trend_lib.base.home import open_home

    message, counts = alerts.send_again(open_home(home), key)
    answers.show({**message, "sent": asdict(counts)}, json, alert_answers.sent_again)
