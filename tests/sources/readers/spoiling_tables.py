"""Spoilt delimited files: other separators, odd quotes, NUL, endless lines, wrong counts of fields."""

SEPARATORS = (b",", b";", b"\t", b"|", b"\x1f", b" ")
CELLS = (
    b"", b'"', b'""', b'"""', b'"a', b'a"b', b'"a"b', b"'", b"\0", b"NULL", b"=1+1", b"1e999", b"\xff\xfe", b"\\N",
    b"2026-02-31 25:61", b"9" * 400, b"-", b" ", b"\xc2\xa0", b"n/a", b"\\", b'"a\nb"', b"{}", b"[", b"0x10",
)  # fmt: skip
ENDLESS = 1_100_000  # beyond the longest line that is one


def spoil_table(content, random):
    """Return a delimited file with one fault."""
    lines = content.split(b"\n")
    place = random.randrange(len(lines))
    lines[place : place + 1] = random.choice(LINE_FAULTS)(lines[place], lines, random)
    return random.choice(LINE_ENDS).join(lines)


def _separator(line):
    return max(SEPARATORS, key=line.count)


def _other_separator(line, lines, random):
    return [line.replace(_separator(line), random.choice(SEPARATORS))]


def _other_cell(line, lines, random):
    cells = line.split(_separator(line))
    cells[random.randrange(len(cells))] = random.choice(CELLS)
    return [_separator(line).join(cells)]


def _more_cells(line, lines, random):
    return [line + _separator(line) * random.choice([1, 2, 50])]


def _fewer_cells(line, lines, random):
    cells = line.split(_separator(line))
    del cells[random.randrange(len(cells)) :]
    return [_separator(line).join(cells)]


def _odd_quote(line, lines, random):
    place = random.randint(0, len(line))
    return [line[:place] + random.choice([b'"', b'""', b"'"]) + line[place:]]


def _nul(line, lines, random):
    place = random.randint(0, len(line))
    return [line[:place] + b"\0" * random.choice([1, 9]) + line[place:]]


def _endless(line, lines, random):
    return [line + b"x" * (ENDLESS if random.random() < 0.02 else 9_000)]


def _quoted(line, lines, random):
    cells = line.split(_separator(line))
    return [_separator(line).join(b'"%b"' % cell for cell in cells)]


def _repeated(line, lines, random):
    return [line, random.choice(lines)]


def _gone(line, lines, random):
    return []


def _blank(line, lines, random):
    return [line, b"", b"   ", _separator(line)]


LINE_FAULTS = [
    _other_separator, _other_cell, _other_cell, _other_cell, _more_cells, _fewer_cells, _odd_quote, _odd_quote, _nul,
    _endless, _quoted, _repeated, _gone, _blank,
]  # fmt: skip
LINE_ENDS = [b"\n"] * 8 + [b"\r\n", b"\r"]
