"""Walks a bulletin: every text with a figure in it, by where it stands; and what a face shows."""

import re
from dataclasses import fields, is_dataclass
from html import unescape
from html.parser import HTMLParser

from trend_lib.report.words import Quote

NO_TEXT = re.compile(
    r"(anchor|_x|_class|tone|kind|_path|mark|state|starts_at|config_hash|code_version|model_version)$"
)
FIGURE = re.compile(r"\d")


def figures_of(value, path=""):
    """Yield where each text with a figure stands, and the text."""
    if isinstance(value, Quote):
        yield from figures_of(value.text, path)
    elif isinstance(value, str):
        if FIGURE.search(value) and not NO_TEXT.search(path):
            yield path, value
    elif isinstance(value, tuple):
        for one in value:
            yield from figures_of(one, f"{path}[]")
    elif is_dataclass(value):
        for field in fields(value):
            yield from figures_of(getattr(value, field.name), f"{path}.{field.name}".strip("."))


class Shown(HTMLParser):
    """Collects all that readers see or hear."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.said, self.silent = [], 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in {"style", "script"}
        self.said += [
            value for name, value in attrs if name in {"alt", "aria-label", "href"} and value
        ]

    def handle_endtag(self, tag):
        self.silent -= tag in {"style", "script"}

    def handle_data(self, data):
        if not self.silent:
            self.said.append(data)


def shown(face):
    """All that a face says, without the spaces that only lay it out."""
    if face.lstrip().startswith("<!doctype"):
        reader = Shown()
        reader.feed(re.sub(r"<!--.*?-->", "", face, flags=re.DOTALL))
        face = unescape("\n".join(reader.said))
    return squeezed(face)


def rows_of(value, path=""):
    """Yield each thing that has a name, with the figures that stand beside it, by where they stand."""
    if isinstance(value, tuple):
        for one in value:
            yield from rows_of(one, f"{path}[]")
    elif is_dataclass(value) and not isinstance(value, Quote):
        own = {field.name: getattr(value, field.name) for field in fields(value)}
        if isinstance(own.get("name"), str):
            beside = {
                f"{path}.{name}": told
                for name, told in own.items()
                if isinstance(told, str | tuple)
            }
            yield (
                own["name"],
                {
                    where: text
                    for start, told in beside.items()
                    for where, text in figures_of(told, start)
                    if isinstance(told, str) or all(isinstance(one, str) for one in told)
                },
            )
        for name, told in own.items():
            yield from rows_of(told, f"{path}.{name}".strip("."))


def squeezed(text):
    return re.sub(r"\s+", "", text).casefold()
