"""The command `trends`: every command has --home and --json; exit code 0 fine, 1 failed, 2 misuse."""

from __future__ import annotations

import logging
from pathlib import Path  # noqa: TC003 - Typer reads it at run time
from typing import Annotated

import typer

from trend_lib import __version__
from trend_lib.commands import (
    alerts,
    alive,
    answer,
    assess,
    collect,
    fetch,
    judge,
    listen,
    paper,
    privacy,
    quarantine,
    rotate,
    telling,
    topics,
    watch,
    worklist,
)
from trend_lib.commands.options import HomeOption, JsonOption, OutOption, Polite, WeekArgument

app = typer.Typer(
    cls=Polite,
    name="trends",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,  # locals may hold a customer's words
    rich_markup_mode="rich",
    help="Which topics rose at the support desk this week, beyond chance and season.\n\n"
    "Begin with [bold]trends sample DIR[/bold] (an invented provider to try things on) or "
    "[bold]trends init DIR[/bold] (your own), then [bold]trends run latest[/bold].",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"complaint-trends {__version__}")
        raise typer.Exit


@app.callback()
def _before_any_command(
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="One log line a room.")] = False,
) -> None:
    from trend_lib.base.logs import show_logs

    del version  # answered by its callback, before any command is asked for
    show_logs(logging.INFO if verbose else logging.WARNING)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The home to make.")],
    example: Annotated[
        str, typer.Option(help="Start from the profile of a known export; see config/examples.")
    ] = "",
    json: JsonOption = False,
) -> None:
    """Make a home: a commented trends.toml, empty registers, and the folders."""
    from trend_lib.making import make_home

    telling.show(make_home(folder, example), json, telling.made_home)


@app.command()
def sample(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The home to make.")],
    weeks: Annotated[int, typer.Option(min=4, max=520)] = 120,
    contacts_per_week: Annotated[int, typer.Option(min=50)] = 2000,
    seed: int = 7,
    language: Annotated[str, typer.Option(help="Any of uk, ru, en.")] = "uk,ru,en",
    last_week: Annotated[
        str, typer.Option(help="The newest week, not in the future.")
    ] = "2026-W46",
    personal_data: Annotated[
        int,
        typer.Option(
            min=0,
            help="Write personal_data.jsonl as well: texts with so many planted items, labelled.",
        ),
    ] = 0,
    json: JsonOption = False,
) -> None:
    """Make the home of an invented provider, with exports in drop/ and the planted truth beside."""
    from trend_lib.making import make_sample

    facts = make_sample(
        folder,
        language,
        last_week,
        weeks=weeks,
        contacts_per_week=contacts_per_week,
        seed=seed,
        personal_data=personal_data,
    )
    telling.show(facts, json, telling.made_sample)


@app.command()
def run(week: WeekArgument = "latest", home: HomeOption = None, json: JsonOption = False) -> None:
    """Fetch, land what lies in drop/, build earlier weeks that wait, then take WEEK through all rooms."""
    from trend_lib.running import run

    telling.show(run(home, week), json, telling.ran_week)


app.command()(watch.watch)


@app.command()
def room(
    name: Annotated[str, typer.Argument(help="sources, contacts, topics, weekly, ...")],
    week: WeekArgument,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Run one room alone for WEEK; twice gives the same tables."""
    from trend_lib.running import run_room

    telling.show(run_room(home, name, week), json, telling.ran_room)


app.command()(fetch.fetch)
app.command("rotate-key")(rotate.rotate_key)


@app.command()
def land(home: HomeOption = None, json: JsonOption = False) -> None:
    """Land what lies in drop/, and nothing else."""
    from trend_lib.running import land

    telling.show(land(home), json, telling.landed)


@app.command()
def backfill(
    first: Annotated[str, typer.Argument(metavar="FROM", help="2026-W01, or first")],
    last: Annotated[str, typer.Argument(metavar="TO", help="2026-W33, latest, or before-latest")],
    home: HomeOption = None,
    bulletins: Annotated[bool, typer.Option(help="Write each week's bulletin too.")] = False,
    json: JsonOption = False,
) -> None:
    """Fetch, land, then build the weeks FROM..TO in order; nobody is told anything."""
    from trend_lib.running import backfill

    telling.show(backfill(home, first, last, bulletins=bulletins), json, telling.backfilled)


@app.command()
def summary(
    week: WeekArgument = "latest", home: HomeOption = None, json: JsonOption = False
) -> None:
    """Say where WEEK's bulletin is, what alarmed, and what was (or would be) sent."""
    from trend_lib.summing import summarise

    telling.show(summarise(home, week), json, telling.summary)


app.command(help=answer.HELP)(answer.answer)
app.command()(collect.collect)
app.command()(collect.escalate)
app.command()(collect.remind)
app.command()(worklist.worklist)
app.command()(alive.alive)
app.command()(listen.listen)
app.command()(judge.explain)
app.command()(judge.backtest)


app.command()(paper.pdf)
app.command()(privacy.erase)
app.command()(privacy.retain)
app.command()(assess.assess)


@app.command()
def cluster(
    texts: Annotated[Path, typer.Argument(metavar="TEXTS.csv", help="Columns id, text[, week].")],
    out: OutOption = None,
    labels: Annotated[str, typer.Option(help="A column of true labels: prints NMI, ARI, V.")] = "",
    encoder: Annotated[
        str, typer.Option(help="auto (the best installed), distilled, teacher or tfidf.")
    ] = "auto",
    teacher: Annotated[
        str,
        typer.Option(
            help="auto, none, bundled, fastembed:NAME, or sentence-transformers:NAME "
            "(a model's name, a folder, or an installed package that holds one)."
        ),
    ] = "auto",
    seed: int = 7,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Group any texts with the topic engine; no home needed.

    With a column week (2026-W34, a day of it, or a number) the first half of the weeks makes the topics, and later
    weeks may add new ones. Topic 1 holds what belongs to none.
    """
    from trend_lib.measuring import cluster_file, topic_settings

    del home  # every command takes it; this one needs none
    settings = topic_settings(encoder=encoder, teacher=teacher, seed=seed)
    found, scores = cluster_file(texts, labels, settings, is_quiet=json)
    telling.show_table(found, out, json, **scores)
    telling.no_topics(found, settings.min_topic_texts)


app.add_typer(topics.app, name="topics")
app.add_typer(alerts.app, name="alerts")
app.add_typer(quarantine.app, name="quarantine")


@app.command()
def doctor(home: HomeOption = None, json: JsonOption = False) -> None:
    """Check config, sources, registers, connections and versions; say what to do."""
    from trend_lib.doctor import examine

    found = examine(home)
    telling.show(found, json, telling.doctor)
    if not found["is_well"]:
        raise typer.Exit(1)


def main() -> None:
    """Enter here."""
    app()
