"""Spoilt JSON: keys dropped and renamed, types changed, values huge, deep, odd, written oddly."""

import copy
import json

from tests.sources.readers.odd_values import ODD

STRANGE = (
    *ODD, 5, "5", 1e308, 2**63, -(2**63), "9" * 400, "x" * 5000, "\0", "\ud800", "\u202e", "\u2028", "'; DROP",
    "2026-02-31T25:61:00Z", "0000-00-00", "9999-12-31T23:59:59Z", "2026-08-17T10:00:00+99:99", "infinity",
    -62135596801, 253402300800, 1e18, "https://example.org/tickets/1.json", {"": ""}, {"id": None, "value": None},
    [{"id": 1, "value": "a"}, {"id": 1, "value": "b"}], [0, "", None, [], {}], False,
)  # fmt: skip
DECODER = json.JSONDecoder()
MOST_VALUES = 99  # of a file already spoilt into crumbs


def spoil_json(content, random):
    """Return a JSON file with up to three things in it changed; what is no JSON as it is."""
    values, is_lines = _parsed(content)
    if values is None:
        return content
    for _ in range(random.randint(1, 3)):
        values = spoil_value(values, random)
    return _written(values, random, is_lines=is_lines)


def spoil_value(value, random):
    """Change one thing in a JSON value, anywhere; return the value."""
    parents = list(_parents(value))
    if not parents:
        return _strange(random)
    parent = random.choice(parents)
    random.choice(LIST_FAULTS if isinstance(parent, list) else KEY_FAULTS)(parent, random)
    return value


def values_in(text):
    """Return the values of a text, one after another; what is none is passed over."""
    values, at = [], 0
    while at < len(text):
        try:
            value, at = DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            at = min(
                (place for sign in "{[" if (place := text.find(sign, at + 1)) > 0),
                default=len(text),
            )
        else:
            values.append(value)
    return values


def _parsed(content):
    """Return the value of a file or its several ones, and whether they are several."""
    text = content.decode("utf-8-sig", "replace")
    try:
        return json.loads(text), False
    except (ValueError, RecursionError):
        return values_in(text)[:MOST_VALUES] or None, True


def _written(value, random, *, is_lines):
    as_lines = is_lines ^ (random.random() < 0.1)
    values = value if as_lines and isinstance(value, list) else [value]
    between = random.choice(["\n", "\n", "\r\n", "\n\n", "", ",", "\n,\n"])
    indent = random.choice([None, None, None, 1])
    try:
        is_plain = random.random() < 0.5
        text = between.join(json.dumps(one, ensure_ascii=is_plain, indent=indent) for one in values)
    except (ValueError, RecursionError):  # deeper than it can be written
        return b"[" * 5000
    return text.encode("utf-8", "surrogatepass")


def _parents(value):
    """Yield every object and list that holds anything."""
    waiting = [value]
    while waiting:
        parent = waiting.pop()
        if isinstance(parent, (dict, list)) and parent:
            yield parent
            waiting.extend(parent.values() if isinstance(parent, dict) else parent)


def _strange(random):
    return copy.deepcopy(random.choice(STRANGE))


def _deep(value, random):
    for _ in range(random.choice([2, 50, 99, 120, 400])):
        value = [value] if random.random() < 0.5 else {"a": value}
    return value


def _drop_key(parent, random):
    del parent[random.choice(list(parent))]


def _rename_key(parent, random):
    key = random.choice(list(parent))
    parent[random.choice([key.upper(), f" {key}", key[:-1], "id", "", "a.b", "\0", key + "é"])] = (
        parent.pop(key)
    )


def _set(parent, random):
    place = (
        random.choice(list(parent)) if isinstance(parent, dict) else random.randrange(len(parent))
    )
    old = parent[place]
    parent[place] = random.choice(
        [_strange(random), [old], {"value": old}, str(old), _deep(old, random)]
    )


def _swap_keys(parent, random):
    one, other = random.choice(list(parent)), random.choice(list(parent))
    parent[one], parent[other] = parent[other], parent[one]


def _drop_element(parent, random):
    del parent[random.randrange(len(parent))]


def _repeat_element(parent, random):
    parent.insert(random.randint(0, len(parent)), random.choice(parent))


def _shuffle(parent, random):
    random.shuffle(parent)


KEY_FAULTS = [_drop_key, _rename_key, _set, _set, _set, _swap_keys]
LIST_FAULTS = [_set, _set, _drop_element, _repeat_element, _shuffle]
