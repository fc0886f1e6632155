"""`trends topics ...`: look at the register of topics, and say what it should be."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from trend_lib.commands import telling
from trend_lib.commands.options import HomeOption, JsonOption, Polite

app = typer.Typer(
    cls=Polite,
    invoke_without_command=True,
    rich_markup_mode="rich",
    help="List the register of topics, or change it: `trends topics merge 14 9`. Changes are lines of "
    "registers/topic_edits.csv and topic_names.csv, or people's answers (`trends answer merge topic:14 --value 9`); they "
    "hold for new contacts from the next run on, through every refit. An edit whose line is taken out is undone.",
)
Topic = Annotated[
    int, typer.Argument(metavar="ID", help="A topic's id, as `trends topics` lists it.")
]
Subtopic = Annotated[int, typer.Argument(metavar="S", help="A subtopic's id, as `show` lists it.")]
Into = Annotated[int, typer.Argument(metavar="INTO", help="The topic it goes to.")]
Who = Annotated[str, typer.Option("--who", help="Who says so; else your login name.")]


class Kind(StrEnum):
    """What a request is about, at its broadest."""

    marketing = "marketing"
    technical = "technical"
    customer_service = "customer_service"


class Reading(StrEnum):
    """A language that bulletins are read in."""

    uk = "uk"
    ru = "ru"
    en = "en"


@app.callback()
def _list(ctx: typer.Context, home: HomeOption = None, json: JsonOption = False) -> None:
    if ctx.invoked_subcommand is None:
        list_topics(home, json)


@app.command("list")
def list_topics(home: HomeOption = None, json: JsonOption = False) -> None:
    """List the register; also what `trends topics` alone does."""
    from trend_lib import summing
    from trend_lib.commands import telling_topics

    telling.show(summing.list_topics(home), json, telling_topics.topic_list)


@app.command()
def show(topic: Topic, home: HomeOption = None, json: JsonOption = False) -> None:
    """Show one topic: subtopics, quotes, the last weeks, what happened to it. `trends topics show 14`."""
    from trend_lib import registering
    from trend_lib.commands import telling_topics

    telling.show(registering.show_topic(home, topic), json, telling_topics.topic)


@app.command()
def lineage(
    topic: Annotated[int | None, typer.Argument(metavar="[ID]", help="Else all topics.")] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Say what happened to topics, in order. `trends topics lineage 14`."""
    from trend_lib import registering
    from trend_lib.commands import telling_topics

    telling.show(registering.tell_lineage(home, topic), json, telling_topics.lineage)


@app.command()
def edits(home: HomeOption = None, json: JsonOption = False) -> None:
    """List what people said of the register, by file or by answer, and why not where it changed nothing."""
    from trend_lib import edits_told
    from trend_lib.commands import telling_topics

    telling.show(edits_told.list_edits(home), json, telling_topics.edits)


@app.command()
def judges(home: HomeOption = None, json: JsonOption = False) -> None:
    """Say how well kinds and tone are told here, on texts that did not teach their judge; about a minute."""
    from trend_lib import registering
    from trend_lib.commands import telling_topics

    telling.show(registering.examine_judges(home), json, telling_topics.judges)


@app.command()
def rename(
    topic: Topic,
    name: Annotated[str, typer.Argument(help="What people call it.")],
    kind: Annotated[Kind | None, typer.Option(help="Its kind, if that is wrong too.")] = None,
    language: Annotated[
        Reading | None, typer.Option(help="For readers of this language alone; else for all.")
    ] = None,
    who: Who = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Name a topic as people call it. `trends topics rename 14 "No signal at home" --kind technical`."""
    from trend_lib import registering
    from trend_lib.commands import telling_topics

    said = registering.write_name(
        home, topic, name, kind.value if kind else "", who, language.value if language else ""
    )
    telling.show(said, json, telling_topics.renamed)


@app.command()
def merge(
    topic: Topic, into: Into, who: Who = "", home: HomeOption = None, json: JsonOption = False
) -> None:
    """Let one topic become part of another. `trends topics merge 14 9`: what went to 14 goes to 9.

    `trends topics split 14` takes it back.
    """
    _edit(home, json, who, "merge", topic, into)


@app.command()
def split(
    subtopic: Subtopic, who: Who = "", home: HomeOption = None, json: JsonOption = False
) -> None:
    """Make a subtopic a topic of its own. `trends topics split 31`; its id stays.

    Takes a merge back, too: `trends topics split 14` after `merge 14 9` gives 14 all that went with it.
    """
    _edit(home, json, who, "split", subtopic, None)


@app.command()
def move(
    subtopic: Subtopic, into: Into, who: Who = "", home: HomeOption = None, json: JsonOption = False
) -> None:
    """Give a subtopic to another topic. `trends topics move 31 9`."""
    _edit(home, json, who, "move", subtopic, into)


@app.command()
def pin(topic: Topic, who: Who = "", home: HomeOption = None, json: JsonOption = False) -> None:
    """Keep a topic as it is through every refit. `trends topics pin 9`.

    It gets no new subtopics, is not merged, and is not called retired when it falls silent.
    """
    _edit(home, json, who, "pin", topic, None)


@app.command()
def unpin(topic: Topic, who: Who = "", home: HomeOption = None, json: JsonOption = False) -> None:
    """Let a refit change a topic again. `trends topics unpin 9`."""
    _edit(home, json, who, "unpin", topic, None)


@app.command()
def restate(
    first: Annotated[str, typer.Argument(metavar="[FROM]", help="2026-W01, or first")] = "first",
    last: Annotated[str, typer.Argument(metavar="[TO]", help="2026-W33, or latest")] = "latest",
    who: Who = "",
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Tell past weeks anew after edits; nothing is sent. `trends topics restate 2026-W20 latest`.

    Contacts go to the topics that own their subtopics now; counts, verdicts and episodes follow. Without weeks: all.
    """
    from trend_lib import registering
    from trend_lib.commands import telling_topics

    telling.show(registering.restate(home, first, last, who), json, telling_topics.restated)


@app.command()
def refit(
    weeks: Annotated[int, typer.Option(min=4, help="Fit on the last weeks.")] = 52,
    seed: Annotated[int | None, typer.Option(min=0, help="Else that of trends.toml.")] = None,
    home: HomeOption = None,
    json: JsonOption = False,
) -> None:
    """Fit the encoder anew, each quarter or so; ids and stored topics stay. `trends topics refit`.

    Topics may get new subtopics, and topics that became one are merged; what fell apart stays one topic and is
    told, with the commands that part it. It takes minutes where a teacher reads.
    """
    from trend_lib import registering
    from trend_lib.commands import telling_topics

    telling.show(registering.refit(home, weeks, seed, is_quiet=json), json, telling_topics.refitted)


def _edit(
    home: HomeOption, json: bool, who: str, action: str, topic: int, into: int | None
) -> None:
    from trend_lib import registering
    from trend_lib.commands import telling_topics

    telling.show(
        registering.write_edit(home, action, topic, into, who), json, telling_topics.edited
    )
