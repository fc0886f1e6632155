"""`trends alerts ...`: messages that did not go out, or of which nobody knows whether they did."""

from __future__ import annotations

from typing import Annotated

import typer

from trend_lib.commands import telling
from trend_lib.commands.options import HomeOption, JsonOption, Polite

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
    from trend_lib import alerts
    from trend_lib.base.home import open_home
    from trend_lib.commands import telling_alerts

    found = {"messages": alerts.list_open(open_home(home))}
    telling.show(found, json, telling_alerts.open_messages)


@app.command()
def sent(key: Key, home: HomeOption = None, json: JsonOption = False) -> None:
    """Say that a message is there: it is not sent again. `trends alerts sent 1a2b3c4d`."""
    from trend_lib import alerts
    from trend_lib.base.home import open_home
    from trend_lib.commands import telling_alerts

    telling.show(alerts.mark_sent(open_home(home), key), json, telling_alerts.marked)


@app.command()
def again(key: Key, home: HomeOption = None, json: JsonOption = False) -> None:
    """Say that a message is not there, and send it now, with what else its week still has to send."""
    from dataclasses import asdict

    from trend_lib import alerts
    from trend_lib.base.home import open_home
    from trend_lib.commands import telling_alerts

    message, counts = alerts.send_again(open_home(home), key)
    telling.show({**message, "sent": asdict(counts)}, json, telling_alerts.sent_again)
