import pytest

from trend_lib.base.errors import ConfigError
from trend_lib.base.home import Home
from trend_lib.base.registers import load_registers
from trend_lib.base.warehouse import open_warehouse


def load(tmp_path, **files):
    folder = tmp_path / "registers"
    folder.mkdir(exist_ok=True)
    (tmp_path / "trends.toml").touch()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    with open_warehouse(Home(tmp_path)) as con:
        load_registers(Home(tmp_path), con)
        return con.execute("FROM registers.playbook").fetchall()


PLAYBOOK = "topic_id,kind,owner,countermeasure,runbook_url\n"


def test_a_missing_file_is_an_empty_table(tmp_path):
    assert load(tmp_path) == []


def test_an_empty_cell_is_nothing_rather_than_an_empty_word(tmp_path):
    rows = load(tmp_path, playbook=PLAYBOOK + ",technical,Network desk,Call the field team,\n")
    assert rows == [(None, "technical", "Network desk", "Call the field team", None)]


def test_loading_again_replaces(tmp_path):
    load(tmp_path, playbook=PLAYBOOK + ",technical,Network desk,Call,\n")
    assert load(tmp_path, playbook=PLAYBOOK) == []


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path):
    assert load(tmp_path, playbook="\ufeff" + PLAYBOOK) == []


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(ConfigError, match="lacks the columns owner"):
        load(tmp_path, playbook="topic_id,kind,countermeasure,runbook_url\n")


def test_a_wrong_value_is_named_with_its_line_and_keeps_the_old_rows(tmp_path):
    load(tmp_path, playbook=PLAYBOOK + "1,,A,B,\n")
    with pytest.raises(ConfigError, match="line 3"):
        load(tmp_path, playbook=PLAYBOOK + "1,,A,B,\nseven,,A,B,\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a@northline.example,A,boss,en", "recipient_group 'boss' is none of management, owners"),
        ("a@northline.example,A,owners,de", "language 'de' is none of uk, ru, en"),
        ("a@northline.example,A,owners,", "language '' is none of uk, ru, en"),
    ],
)
def test_a_reader_of_no_group_or_language_is_named_with_the_line(tmp_path, line, said):
    good = "address,name,recipient_group,language\nb@northline.example,B,owners,uk\n"
    with pytest.raises(ConfigError, match=f"line 3: {said}"):
        load(tmp_path, recipients=good + line + "\n")
