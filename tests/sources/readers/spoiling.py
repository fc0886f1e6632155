"""Spoilt files: bytes flipped, cut, repeated and pushed in; what a parser finds in them spoilt, too.

Everything is drawn from one `Random`, so that a seed and a number give the same file again.
"""

from tests.sources.readers.spoiling_json import spoil_json
from tests.sources.readers.spoiling_tables import spoil_table

PUSHED_IN = (
    b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xed\xa0\x80", b"\xc3", b"\r", b"\n", b"\r\n",
    b'"', b"''", b'""', b"\\", b"{", b"}", b"[", b"]", b",", b";", b"|", b"\t", b":", b"\x1a", b"\x1f\x8b",
    b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1", b"null", b"NaN", b"-Infinity", b"1e999", b"\\u0000", b"\\ud800",
    b"\xe2\x80\xa8", b"0001-01-01", b"99999999999999999999", b"[" * 3000, b'{"a":' * 3000, b"=cmd()", b"%s%n",
)  # fmt: skip
ENCODINGS = ("utf-16", "utf-16-le", "utf-8-sig", "cp1251", "utf-32")


def spoil(content, others, random, form):
    """Return a file spoilt in one to four ways; `others` are files that it is spliced with.

    Half of the files stay what a parser reads, for a byte too many hides what they hold from the reader.
    """
    spoil_structure = spoil_json if form == "json" else spoil_table
    bytes_too = random.choice([0, 0, 0.4, 1])
    for _ in range(random.randint(1, 4)):
        if random.random() >= bytes_too:
            content = spoil_structure(content, random)
        elif random.random() < 0.1:
            content = _spliced(content, random.choice(others), random)
        else:
            content = spoil_bytes(content, random)
    return content


def spoil_bytes(content, random):
    """Return bytes with one fault, the file no longer than a few times what it was."""
    return random.choice(BYTE_FAULTS)(content, random)


def _stretch(content, random):
    begin = random.randint(0, len(content))
    return begin, min(len(content), begin + int(random.paretovariate(0.7)))


def _flipped(content, random):
    spoilt = bytearray(content)
    for _ in range(random.randint(1, 8)):
        if spoilt:
            spoilt[random.randrange(len(spoilt))] ^= 1 << random.randrange(8)
    return bytes(spoilt)


def _drawn_anew(content, random):
    begin, end = _stretch(content, random)
    return content[:begin] + random.randbytes(end - begin) + content[end:]


def _cut(content, random):
    return content[: random.randint(0, len(content))]


def _taken_out(content, random):
    begin, end = _stretch(content, random)
    return content[:begin] + content[end:]


def _repeated(content, random):
    begin, end = _stretch(content, random)
    return content[:end] + content[begin:end] * random.randint(1, 3) + content[end:]


def _pushed_in(content, random):
    place = random.randint(0, len(content))
    return content[:place] + random.choice(PUSHED_IN) + content[place:]


def _encoded(content, random):
    return content.decode(errors="replace").encode(random.choice(ENCODINGS), "replace")


def _spliced(content, other, random):
    return content[: random.randint(0, len(content))] + other[random.randint(0, len(other)) :]


BYTE_FAULTS = [_flipped, _drawn_anew, _cut, _taken_out, _repeated, _pushed_in, _pushed_in, _encoded]
