"""Personal data out of texts, keyed hashes for identities; nothing is stored before this.

Redacting runs until nothing more is found, so that `personal_data_in` of a redacted text is
always empty and redacting twice changes nothing.
"""

from __future__ import annotations

import hmac
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from trend_lib.base import named_number, personal_data
from trend_lib.base.customer_name import normalise_customer
from trend_lib.base.errors import ConfigError
from trend_lib.base.first_look import Look, looks_of
from trend_lib.base.named_entity import person_finder
from trend_lib.base.personal_name import name_spans
from trend_lib.base.phone_number import phone_spans
from trend_lib.base.plain_view import is_plain, plain_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from trend_lib.base.privacy_settings import PrivacyConfig

    Finder = Callable[[str], Iterator[tuple[int, int]]]

ANYTHING = Look()
HASH_DIGITS = 20
BUILT_IN_TAGS = ("phone", "e-mail", "card", "iban", "contract", "passport", "name")


def redact_texts(texts: Sequence[str], privacy: PrivacyConfig) -> list[str]:
    """Replace personal data by tags: [phone] [e-mail] [card] [iban] [contract] [passport] [name], own."""
    rules = redaction_rules(privacy.phone_regions, tuple(privacy.extra_patterns.items()))
    distinct = list(set(texts))
    looks = zip(distinct, looks_of(distinct), strict=True)
    redacted = {text: rules.redact(text, look) for text, look in looks}
    if privacy.name_models:
        names = person_finder(tuple(privacy.name_models.items()))
        redacted = {text: rules.replace(said, "name", names) for text, said in redacted.items()}
    return [redacted[text] for text in texts]


def personal_data_in(text: str, privacy: PrivacyConfig) -> list[str]:
    """Return the tags of what is still in there: the last check before anything is sent."""
    rules = redaction_rules(privacy.phone_regions, tuple(privacy.extra_patterns.items()))
    return rules.tags_in(text)


# Wide gaps part the columns of a table. Counts have no leading zeros, as the parts of most phones have; 380 is a
# country's.
ROW_OF_COUNTS = re.compile(r"(?!380[ \t])(?:0|[1-9]\d*)(?:(?: {2,}|\t)(?:0|[1-9]\d*))+")
WIDE_ROW = re.compile(r"(?<![\w+(])\d+(?:(?: {2,}|\t)\d+)+(?!\w)")


class RedactionRules:
    """The finders in the order in which they are asked: proof by checksum before proof by shape."""

    def __init__(
        self, regions: tuple[str, ...], extra_patterns: tuple[tuple[str, str], ...]
    ) -> None:
        """Compile the home's own patterns, or raise `ConfigError`."""
        self.own = [(tag, own_finder(tag, pattern)) for tag, pattern in extra_patterns]
        self.finders: list[tuple[str, Finder]] = [
            ("e-mail", personal_data.e_mail_spans),
            ("iban", personal_data.iban_spans),
            ("card", personal_data.card_spans),
            *self.own,
            ("passport", named_number.passport_spans),
            ("passport", named_number.named_document_spans),
            ("passport", named_number.tax_number_spans),
            ("contract", named_number.contract_spans),
            ("phone", lambda text: phone_spans(text, regions)),
        ]
        self.in_view = [
            *((tag, seen_plainly(finder, tag)) for tag, finder in self.finders),
            ("phone", spoken_spans),
        ]
        tags = {*BUILT_IN_TAGS, *(tag for tag, _ in extra_patterns)}
        self.tag_split = re.compile(rf"(\[(?:{'|'.join(map(re.escape, sorted(tags)))})\])")

    def redact(self, text: str, look: Look) -> str:
        """Return the text with tags in the place of what was found, until nothing is."""
        before = None
        while before != text:
            before = text
            for tag, finder in self._asked(text, look):
                text = self.replace(text, tag, finder)
            look = ANYTHING  # the tags put in were not looked at
        return text

    def tags_in(self, text: str) -> list[str]:
        """Return the tags that redacting would put in, each once: none when nothing is left.

        Rows of counts are passed over, since one in twenty of four columns would pass as a card: in messages wide gaps are ours,
        since subscribers' texts lose theirs before they are redacted.
        """
        found: dict[str, None] = {}
        text = WIDE_ROW.sub(_unless_counts, text)
        for tag, finder in self._asked(text, ANYTHING):
            before, text = text, self.replace(text, tag, finder)
            if text != before:
                found[tag] = None
        return list(found)

    def _asked(self, text: str, look: Look) -> Iterator[tuple[str, Finder]]:
        """Yield the finders that can find anything: for most texts only the home's own.

        The plain view comes first: of a number over two lines the other finders would take a half.
        """
        if look.hides_numbers and not is_plain(text) and plain_view(text).may_hold_any():
            yield from self.in_view
        has_numbers = look.has_numbers and personal_data.may_hold_any(text)
        yield from self.finders if has_numbers else self.own
        if look.has_names:
            yield "name", name_spans

    def replace(self, text: str, tag: str, finder: Finder) -> str:
        """Put a tag in the place of every span found; what stands in a tag already is left alone."""
        if "[" not in text:
            return _with_tag(text, f"[{tag}]", finder)
        pieces = self.tag_split.split(text)
        pieces[::2] = [_with_tag(piece, f"[{tag}]", finder) for piece in pieces[::2]]
        return "".join(pieces)


def _unless_counts(row: re.Match[str]) -> str:
    """Return a row of numbers as it stands; nothing of one of counts, unless a word calls it a card."""
    is_counts = ROW_OF_COUNTS.fullmatch(row[0]) is not None
    return "" if is_counts and not personal_data.is_called_card(row.string, row.start()) else row[0]


def _with_tag(piece: str, tag: str, finder: Finder) -> str:
    """Replace the spans of one piece, from left to right."""
    kept, done = [], 0
    for start, end in finder(piece):
        kept += [piece[done:start], tag]
        done = end
    return "".join([*kept, piece[done:]]) if kept else piece


def seen_plainly(finder: Finder, tag: str) -> Finder:
    """Return the finder that looks at a text's plain view, and says where that stands in the text."""

    def spans(text: str) -> Iterator[tuple[int, int]]:
        view = plain_view(text)
        found = (view.original_span(*span) for span in finder(view.text))
        is_phone = tag == "phone"
        return (span for span in found if not (is_phone and ROW_OF_COUNTS.fullmatch(text, *span)))

    return spans


def spoken_spans(text: str) -> Iterator[tuple[int, int]]:
    """Find long numbers that are said digit by digit, whatever they are."""
    view = plain_view(text)
    return (view.original_span(*span) for span in view.spoken_spans())


@lru_cache(maxsize=16)
def redaction_rules(
    regions: tuple[str, ...], extra_patterns: tuple[tuple[str, str], ...]
) -> RedactionRules:
    """Return the rules of a home, compiled once."""
    return RedactionRules(regions, extra_patterns)


def own_finder(tag: str, pattern: str) -> Finder:
    """Return a finder of the home's own pattern; what matches nothing at all is not found."""
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise ConfigError(f"privacy.extra_patterns.{tag}: {error}; correct the pattern") from error
    return lambda text: (found.span() for found in compiled.finditer(text) if found[0])


def hash_customers(
    values: Sequence[str | None], key: bytes, regions: tuple[str, ...]
) -> list[str | None]:
    """Return keyed hashes (HMAC-SHA256, 20 hex digits): equal customers stay equal, nobody can look back."""
    keyed = hmac.new(key, digestmod="sha256")
    hashed = {value: _keyed_hash(value, keyed, regions) for value in set(values)}
    return [hashed[value] for value in values]


def _keyed_hash(value: str | None, keyed: hmac.HMAC, regions: tuple[str, ...]) -> str | None:
    """Hash one customer, or return None where there is none."""
    known = normalise_customer(value, regions) if value else ""
    if not known:
        return None
    begun = keyed.copy()  # to take the key in anew would cost more than the customer
    begun.update(known.encode())
    return begun.hexdigest()[:HASH_DIGITS]
