"""Atlassian's document format as plain text: a tree of nodes, in which Jira keeps descriptions and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.sources.readers.json_values import text_of, word_of

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCKS = {
    "paragraph", "heading", "codeblock", "blockquote", "panel", "listitem", "taskitem",
    "decisionitem", "tablerow", "rule", "expand", "nestedexpand", "mediasingle",
}  # fmt: skip
SAID_IN = {
    "emoji": "text",
    "status": "text",
    "inlinecard": "url",
    "blockcard": "url",
    "expand": "title",
}


def plain_text(value: Any) -> str | None:
    """Return a description as text: a tree is walked, anything else is text already."""
    if not isinstance(value, dict):
        return text_of(value)
    lines = "".join(_pieces(value)).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip()) or None


def _pieces(node: Any) -> Iterator[str]:
    """Yield the texts of a node and of all below it; who is mentioned stays unsaid."""
    if isinstance(node, list):
        for one in node:
            yield from _pieces(one)
        return
    if not isinstance(node, dict):
        return
    kind = word_of(node.get("type"))
    if kind in BLOCKS:
        yield "\n"
    yield _own_text(node, kind)
    yield from _pieces(node.get("content"))
    if kind in BLOCKS:
        yield "\n"


def _own_text(node: dict[str, Any], kind: str) -> str:
    """Return what a node itself says."""
    if kind == "text":
        said = node.get("text")
        return said if isinstance(said, str) else ""  # its blanks part it from its neighbours
    if kind == "hardbreak":
        return "\n"
    attributes = node.get("attrs")
    named = attributes.get(SAID_IN.get(kind)) if isinstance(attributes, dict) else None
    return text_of(named) or ""
