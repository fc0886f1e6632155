"""The classifier of kinds: what it promises of its probabilities, and of nasty texts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trend_lib.topics.kinds.example import KINDS, shipped_examples
from trend_lib.topics.kinds.model import KindModel
from trend_lib.topics.kinds.training import is_taught_by, train_kinds
from trend_lib.topics.kinds.verdict import kinds_of

THIRD = pytest.approx([1 / 3] * 3)


@pytest.fixture(scope="module")
def model():
    return train_kinds(None, [])


@pytest.fixture(scope="module")
def ukrainian():
    return [example for example in shipped_examples() if example.language == "uk"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Пропав інтернет, роутер блимає червоним", "technical"),
        ("телефон не ловит сеть на даче", "technical"),
        ("the app crashes when I open it", "technical"),
        ("Хочу перейти на дешевший тариф", "marketing"),
        ("какие цены в роуминге", "marketing"),
        ("do you have a discount on the yearly bundle", "marketing"),
        ("Двічі зняли гроші з картки", "customer_service"),
        ("мастер так и не пришел", "customer_service"),
        ("your agent was rude, I want to terminate my contract", "customer_service"),
    ],
)
def test_a_plain_text_is_told(model, text, kind):
    assert kinds_of(model.probabilities([text])) == [kind]


@pytest.mark.parametrize(
    "text", ["", "   ", "😀😀", "[phone] [card]", "12345 !!!", "\x00", "и а но"]
)
def test_a_text_that_says_nothing_is_of_every_kind_alike(model, text):
    assert model.probabilities([text])[0] == THIRD


@pytest.mark.parametrize(
    "text", ["qqwx zzvk", "жщцъ фхыщ", "xyzzy", "Чугайстер блукав полониною", "漢字のテキスト"]
)
def test_a_text_of_unknown_words_stays_near_the_prior(model, text):
    assert model.probabilities([text]).max() < 0.65


@pytest.mark.parametrize(
    "text",
    [
        "а" * 10_000,
        "роутер " * 1_500,
        "😀 router 😀 не працює <script>alert(1)</script>",
        "рoутер нe рабoтaeт",  # Latin letters among Cyrillic ones
        "=HYPERLINK('x') тариф",
        "\ud800 інтернет",
        "تعطل الإنترنت router",
    ],
)
def test_a_nasty_text_has_probabilities_like_any_other(model, text):
    row = model.probabilities([text])[0]
    assert np.isfinite(row).all()
    assert row.sum() == pytest.approx(1)


@given(st.lists(st.text(max_size=60), max_size=5))
@settings(max_examples=60, deadline=None)
def test_probabilities_add_up_to_one_and_do_not_depend_on_company(model, texts):
    together = model.probabilities(texts)
    assert together.shape == (len(texts), len(KINDS))
    assert together.sum(axis=1) == pytest.approx(1)
    for text, row in zip(texts, together, strict=True):
        assert model.probabilities([text])[0] == pytest.approx(row, abs=1e-6)


def test_the_same_lesson_makes_the_same_bytes(model):
    again = train_kinds(None, [])
    assert again.pack() == model.pack()
    assert again.version == model.version


def test_a_stored_model_says_the_same(model):
    stored = KindModel.load(model.pack())
    texts = [example.text for example in shipped_examples()[:20]]
    assert (stored.probabilities(texts) == model.probabilities(texts)).all()
    assert stored.version == model.version
    assert stored.pack() == model.pack()


def test_what_a_home_says_changes_the_verdict(ukrainian):
    model = train_kinds(ukrainian, [])
    text = "Запит на вертикальний димохід"
    labels = [(f"{text} {street}", "technical") for street in ("Лісова", "Польова", "Садова")]
    before, after = (
        one.probabilities([text])[0][KINDS.index("technical")]
        for one in (model, train_kinds(ukrainian, labels))
    )
    assert after > max(0.5, before + 0.1)


def test_a_home_may_contradict_an_example(ukrainian):
    model = train_kinds(ukrainian, [])
    example = next(one for one in ukrainian if one.kind == "technical")
    taught = train_kinds(ukrainian, [(example.text, "marketing"), ("інше про це", "marketing")])
    column = KINDS.index("marketing")
    before, after = (one.probabilities([example.text])[0][column] for one in (model, taught))
    assert after > before


def test_a_lesson_already_taught_is_known_without_teaching_it_again(model):
    assert is_taught_by(model, None, [])
    assert not is_taught_by(model, None, [("мій текст", "technical")])
    assert not is_taught_by(model, None, [], seed=8)
    assert is_taught_by(KindModel.load(model.pack()), None, [])


def test_a_label_of_no_kind_is_refused_with_the_kinds_that_are():
    with pytest.raises(ValueError, match="marketing, technical; not 'sales'"):
        train_kinds(None, [("hello", "sales")])


def test_one_language_is_enough():
    english = [example for example in shipped_examples() if example.language == "en"]
    model = train_kinds(english, [])
    said = model.probabilities(["my router lost the signal", "a cheaper plan", "wrong bill"])
    assert kinds_of(said) == ["technical", "marketing", "customer_service"]


def test_texts_of_all_kinds_are_needed():
    with pytest.raises(ValueError, match="of each kind"):
        KindModel.fit(["router", "bill"], ["technical", "customer_service"], seed=1)


def test_vectors_are_read_beside_the_words():
    texts = ["alpha one", "alpha two", "beta one", "beta two", "gamma one", "gamma two"] * 2
    kinds = [kind for kind in KINDS for _ in range(2)] * 2
    vectors = np.eye(3, dtype=np.float32)[[KINDS.index(kind) for kind in kinds]]
    model = KindModel.fit(texts, kinds, seed=1, vectors=vectors, groups=list(map(str, range(12))))
    assert kinds_of(model.probabilities(["", "", ""], np.eye(3, dtype=np.float32))) == list(KINDS)
    with pytest.raises(ValueError, match="vectors have 0 dimensions, the model reads 3"):
        model.probabilities(["alpha"])
