"""Colours and type of everything drawn: one palette by role, in light and dark.

Contrast with the paper is computed in a test. Blue against orange survives red-green blindness;
direction and kind are also said by words and shape.
"""

from __future__ import annotations

import re

LIGHT = {
    "ink": "#16202a",
    "ink2": "#4a5763",
    "rule": "#d5dbe0",
    "band": "#dfe5ea",
    "exp": "#6b7883",
    "obs": "#12436d",
    "hot": "#c8460b",
    "hotx": "#a8380a",
    "good": "#0b7a5a",
    "goodx": "#07694c",
    "paper": "#ffffff",
    "wash": "#fdf1ea",
    "mk": "#801650",
    "cs": "#1c877d",
    "ground": "#f3f5f6",
}
DARK = {
    "ink": "#e9eef2",
    "ink2": "#aab6c1",
    "rule": "#37424c",
    "band": "#2d3944",
    "exp": "#97a4b0",
    "obs": "#7db7ea",
    "hot": "#ff8f52",
    "hotx": "#ffa676",
    "good": "#4fc9a0",
    "goodx": "#6fd8b3",
    "paper": "#151b21",
    "wash": "#2b211b",
    "mk": "#e08ab8",
    "cs": "#4fc3b7",
    "ground": "#0e1317",
}
KIND_ROLES = {"technical": "obs", "customer_service": "cs", "marketing": "mk"}
FONT = "Inter, sans-serif"  # an unknown name without a generic one behind it draws nothing

ROLE_OF_COLOUR = {colour: role for role, colour in LIGHT.items()}
COLOUR = re.compile(r"\"(#[0-9a-f]{6})\"")
VARIABLE = re.compile(r"var\(--(\w+)\)")


def css_variables(palette: dict[str, str]) -> str:
    """Write a palette as CSS declarations."""
    return ";".join(f"--{role}:{colour}" for role, colour in palette.items())


def as_variables(svg: str) -> str:
    """Replace the light colours of a drawing by CSS variables, so that it follows the page."""
    return COLOUR.sub(lambda found: f'"{_variable(found[1])}"', svg)


def as_colours(svg: str) -> str:
    """Replace CSS variables by the light colours, for drawings that leave the page."""
    return VARIABLE.sub(lambda found: LIGHT[found[1]], svg)


def altair_config(font_size: float) -> dict[str, object]:
    """Return the one theme of all charts."""
    axis = {
        "labelFont": FONT, "labelFontSize": font_size, "labelColor": LIGHT["ink2"],
        "gridColor": LIGHT["rule"], "domain": False, "ticks": False, "title": None,
        "labelPadding": 6,
    }  # fmt: skip
    return {
        "aria": False,  # the whole drawing has one label, and a table beside it
        "background": LIGHT["paper"],
        "font": FONT,
        "view": {"stroke": None},
        "axis": axis,
        "text": {"font": FONT, "fontSize": font_size, "color": LIGHT["ink2"]},
    }


def _variable(colour: str) -> str:
    """Return the variable of a palette colour, and any other colour as it is."""
    return f"var(--{ROLE_OF_COLOUR[colour]})" if colour in ROLE_OF_COLOUR else colour
