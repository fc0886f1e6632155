import pytest

from trend_lib.base.config import config_hash, load_config
from trend_lib.base.errors import ConfigError
from trend_lib.base.settings import TrendConfig

DESK = """
[[sources]]
name = "desk"
path = "drop/desk/*.csv"
[sources.columns]
opened_at = "Date"
text = ["Subject", "Body"]
"""


def load(tmp_path, text):
    path = tmp_path / "trends.toml"
    path.write_text(text, "utf-8")
    return load_config(path)


def test_an_empty_file_is_every_default(tmp_path):
    assert load(tmp_path, "") == TrendConfig()


def test_a_source_is_read_with_its_columns(tmp_path):
    source = load(tmp_path, DESK).source("desk")
    assert source.columns["text"] == ("Subject", "Body")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[detection]\nguard_weks = 3", "line 2", "check the spelling"),
        ("[detection]\nguard_weeks = -1", "line 2", "greater than or equal to 0"),
        ("[home]\n\ntimezone = 'Europe/Kiew'", "line 3", "write one like Europe/Kyiv"),
        (
            DESK + "\n[[sources]]\nname = 'x'\npath = 'p'\ncolums = {}",
            "line 12",
            "check the spelling",
        ),
        (DESK.replace("Date", 'Date" \nwrong = "x'), "line 5", "unknown: wrong"),
        (DESK.replace('opened_at = "Date"', ""), "line 2", "must map: opened_at"),
        ("[topics]\nteacher = 'bundeled'", "line 2", "teacher: it is one of: auto, none, bundled"),
        ("[sources]\nname='x'", "line", "valid"),
    ],
)
def test_a_fault_names_its_line_and_its_cure(tmp_path, text, line, said):
    with pytest.raises(ConfigError) as fault:
        load(tmp_path, text)
    assert line in str(fault.value)
    assert said in str(fault.value)


def test_every_fault_is_told_at_once(tmp_path):
    with pytest.raises(ConfigError) as fault:
        load(tmp_path, "[detection]\nguard_weeks = -1\n[report]\nmovers = 0\n")
    assert "guard_weeks" in str(fault.value)
    assert "movers" in str(fault.value)


def test_broken_toml_says_where(tmp_path):
    with pytest.raises(ConfigError, match="line 1"):
        load(tmp_path, "[home\n")


def test_two_sources_of_one_name_are_refused(tmp_path):
    with pytest.raises(ConfigError, match="two sources are called desk"):
        load(tmp_path, DESK + DESK)


def test_no_file_says_how_to_make_one(tmp_path):
    with pytest.raises(ConfigError, match="trends init"):
        load_config(tmp_path / "none.toml")


def test_the_hash_changes_with_any_setting(tmp_path):
    one, other = load(tmp_path, ""), load(tmp_path, "[detection]\nguard_weeks = 4")
    assert config_hash(one) == config_hash(TrendConfig())
    assert config_hash(one) != config_hash(other)


def test_the_settings_cannot_be_changed_later():
    with pytest.raises(ValueError, match="frozen"):
        TrendConfig().detection.guard_weeks = 9
