"""Names that people say of themselves: after a greeting, after 'my name is', in a signature.

No list of names: a list would miss half of a country's. The place says that a name follows, and capitals (or, after
'my name is', any word that is no preposition) say how long it is. Other names in a text are not found: nothing tells
'Олена' the operator from 'Комфорт' the tariff.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trend_lib.base.named_number import apart

if TYPE_CHECKING:
    from collections.abc import Iterator

APOSTROPHE = "'’ʼ`"
CAPITAL = "A-ZА-ЯІЇЄҐЁ"
SMALL = "a-zа-яіїєґё"
# Jean-Marie, O'Brien, Дем'ян; ОКСАНА is left to the sentence rules, as capitals are often shouting.
WORD = rf"[{CAPITAL}](?:[{APOSTROPHE}]?[{CAPITAL}])?(?:[{SMALL}{APOSTROPHE}]*[{SMALL}])(?:-[{CAPITAL}][{SMALL}]+)?"
NOT_NAMES = (
    "Дуже|Хочу|Ваш|Ваша|Вас|Ви|Вы|Клієнт|Клиент|Абонент|Постійний|Постоянный|Знову|Снова|Просто|Дякую|Спасибо|"
    "Прошу|Чекаю|Жду|Будь|Не|Ми|Мы|Я|Тут|Там|Так|Як|Как|Чому|Почему|Коли|Когда|Де|Где|Мене|Меня|Мій|Мой|Моя|Моє|Моё|"
    "У|В|На|По|За|Це|Это|Якщо|Если|Немає|Нет|Інтернет|Интернет|Компанія|Компания|Колектив|Коллектив|"
    "The|Your|Our|My|A|An|I|We|You|It|This|That|There|No|Not|Very|So|Still|Just|Really|Writing|Waiting|Having|Trying|"
    "Please|Thanks|Thank|Customer|Client|Subscriber|Support|Team|Sent|Regards|Kind|Best|Hello|Hi|Dear|What|Why|When|How|Is|Are|And"
)
NAME_WORD = rf"(?!(?:{NOT_NAMES})(?![{SMALL}{APOSTROPHE}])){WORD}"
INITIAL = rf"[{CAPITAL}]\.\s?"
NAME = rf"(?:{INITIAL}){{0,2}}{NAME_WORD}(?:\s(?:{INITIAL}){{0,2}}{NAME_WORD}){{0,2}}(?:\s(?:{INITIAL}){{1,2}}(?![{SMALL}]))?"
NO_NAMES = (  # may follow 'my name is' and begin no name
    "на|по|до|к|у|в|во|за|и|і|й|та|а|но|але|не|ні|ни|як|как|що|что|из|з|від|от|для|при|кожн\\w*|кажд\\w*|вже|уже|ще|еще|ещё|"
    "мене|меня|мой|мій|моя|всі|все|it|is|on|in|at|not|the|a|an|and|but|no|my|spelled|spelt|written|wrong|listed|still|missing|misspelled|registered"
)
SMALL_NAME = rf"(?!(?:{NO_NAMES})(?!\w))[{CAPITAL}{SMALL}][{SMALL}{APOSTROPHE}]{{2,20}}"
END = r"(?=\s*(?:$|[\n\r,.;:!?()\[<+/|—–\d-])|\s+(?:і|и|та|з|із|зі|из|с|со|from|and|here|with|абонент|тел)(?!\w))"

CALLED = (  # a name follows, however it is written
    r"\b(?:мене (?:звати|звуть)|меня (?:зовут|звать)|моє ім[’'ʼ`]?я|мо[её] имя|моє прізвище|моя фамилия|my(?: full)? name(?: is|[’']s|:)"
    r"|вас (?:турбує|беспокоит)|звати мене|зовут меня)"
)
CALLED_ALOUD = r"\b(?:мене (?:звати|звуть)|меня (?:зовут|звать)|my name is)"  # then small letters are a name too
GREETED = (
    r"(?:\b(?:добр\w{2,5} (?:день|дня|ранку|ранок|вечора?|вечір|утро|утра|ночі|ночи|здоров\W?я)|день добрый|вітаю|вітання|привіт|привет|приветствую|здрастуйте|здравствуйте|"
    r"алло|алё|good (?:morning|day|afternoon|evening)|hello|hi|hey|greetings|dear \w{1,20})(?: there| all| team)?)"
)
SELF = r"(?:я|це|это|i am|i[’']m|this is|it is|it[’']s)"
SIGNED = (
    r"\b(?:(?:з|із) (?:повагою|пошаною|найкращими побажаннями|вдячністю)|с (?:уважением|наилучшими пожеланиями|благодарностью)|"
    r"(?:щиро|искренне|всегда|завжди) ваш[аі]?|(?:best|kind|warm|many|with)(?: (?:best|kind|warm))? regards|regards|yours (?:sincerely|faithfully|truly)|sincerely(?: yours)?)"
)
THANKED = r"\b(?:дякую|спасибо|many thanks|thanks|thank you|cheers|best wishes)"

BEFORE = {  # a name, by what says so
    "called": rf"(?i:{CALLED})[\s,:—–-]{{1,4}}",
    "greeted": rf"(?i:{GREETED})[\s,.!-]{{1,4}}(?i:{SELF})[\s—–-]{{1,3}}",
    "signed": rf"(?i:{SIGNED})[\s,.!—–-]{{1,5}}",
    "thanked": rf"(?i:{THANKED})[\s,.!—–-]{{1,5}}",
}
BEGUN = "|".join(  # a name's first letter, which only who calls himself aloud writes small
    f"{before}[{CAPITAL}{SMALL if kind == 'called' else ''}]" for kind, before in BEFORE.items()
)
SMALL_ALOUD = rf"(?i:{CALLED_ALOUD})\s(?P<small>(?i:{SMALL_NAME}))"

# Of each tuple one must stand in the small letters of a text for the pattern to be worth its time.
FINDERS = (
    (
        (
            (
                "звати",
                "звуть",
                "зовут",
                "звать",
                "м'я",
                "м’я",
                "імя",
                "имя",
                "прізвище",
                "фамилия",
                "my name",
                "full name",
                "турбує",
                "беспокоит",
            ),
        ),
        re.compile(rf"{BEFORE['called']}(?P<name>{NAME})|{SMALL_ALOUD}"),
    ),
    (
        (
            (" я ", " це ", " это ", "i am", "i'm", "i’m", "this is", "it is", "it's", "it’s"),
            (
                "добр",
                "день",
                "віта",
                "здра",
                "прив",
                "алл",
                "алё",
                "good ",
                "hello",
                "hi",
                "hey",
                "dear",
                "greet",
            ),
        ),
        re.compile(rf"{BEFORE['greeted']}(?P<name>{NAME}){END}"),
    ),
    (
        (
            (
                "повагою",
                "пошаною",
                "побажаннями",
                "вдячністю",
                "уважением",
                "пожеланиями",
                "благодарностью",
                " ваш",
                "regards",
                "sincerely",
                "yours ",
            ),
        ),
        re.compile(rf"{BEFORE['signed']}(?P<name>{NAME})"),
    ),
    (
        (("дякую", "спасибо", "thank", "cheers", "best wishes"),),
        re.compile(rf"{BEFORE['thanked']}(?P<name>{NAME})[.!]?(?=\s*(?:$|[\n\r]))"),
    ),
)


def name_spans(text: str) -> Iterator[tuple[int, int]]:
    """Find the names that follow a greeting, an introduction or a farewell."""
    holds = text.lower().__contains__
    spans: list[tuple[int, int]] = []
    for needed, pattern in FINDERS:
        for signs in needed:
            if not any(map(holds, signs)):
                break
        else:
            spans += [found.span(found.lastgroup or 0) for found in pattern.finditer(text)]
    if spans:
        yield from apart(spans)
