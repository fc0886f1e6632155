"""Bars are for people at a terminal: elsewhere not a letter is written."""

import os
import pty

from trend_lib.base.progress import stage_bar


def written_at_a_terminal(monkeypatch, *, is_wanted):
    """Return what a stage bar writes when standard error is a terminal."""
    monkeypatch.setenv("TERM", "xterm")
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        with stage_bar(is_wanted=is_wanted) as tell:
            tell("The teacher reads", 64, 4_000)
            terminal.write("|")
    with os.fdopen(ours, "rb", buffering=0) as read:
        return b"".join(iter(lambda: read_what_came(read), b"")).decode()


def read_what_came(read):
    """Wait for more: a terminal hands over in pieces, each when the kernel comes to it."""
    try:
        return read.read(65_536)
    except OSError:  # Linux says so at the end of a closed terminal
        return b""


def test_a_person_sees_what_goes_on_and_how_far_it_is(monkeypatch):
    said = written_at_a_terminal(monkeypatch, is_wanted=True)
    assert "The teacher reads" in said
    assert "64/4000" in said


def test_a_bar_that_is_not_wanted_writes_nothing(monkeypatch):
    assert written_at_a_terminal(monkeypatch, is_wanted=False) == "|"


def test_where_no_terminal_is_nothing_is_written(capfd):
    with stage_bar(is_wanted=True) as tell:
        tell("The teacher reads", 64, 4_000)
    assert capfd.readouterr() == ("", "")
