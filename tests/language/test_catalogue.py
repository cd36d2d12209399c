import re
from string import Formatter

import pytest
from babel.messages.catalog import Message

from classroom.confusion.signals import SIGNALS
from classroom.language import Language, Words, marked, say, say_number, speaking
from classroom.language.catalogue import catalogue_path
from classroom.language.extraction import extracted, kept, refreshed
from classroom.language.figures import number

GERMAN = kept(Language.GERMAN)
MESSAGES = [message for message in GERMAN if message.id]
OTHERS = [each for each in Language if each is not Language.ENGLISH]


def texts(message: Message) -> tuple[list[str], list[str]]:
    """The English and the other language's texts of a message, singular first."""
    english, other = message.id, message.string
    return (
        [english] if isinstance(english, str) else list(english),
        [other] if isinstance(other, str) else list(other or ()),
    )


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_has_every_text_of_the_code_and_no_other(language: Language) -> None:
    said = {message.id for message in extracted() if message.id}
    known = {message.id for message in kept(language) if message.id}

    assert said - known == set(), "make texts adds them; then translate them"
    assert known - said == set(), "make texts drops them"


@pytest.mark.parametrize("language", OTHERS)
def test_bringing_a_catalogue_in_step_changes_nothing_in_one_that_is(language: Language) -> None:
    assert refreshed(language).decode() == catalogue_path(language).read_text()


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_is_complete_and_nothing_in_it_is_a_guess(language: Language) -> None:
    unready = [
        message.id
        for message in kept(language)
        if message.id and (message.fuzzy or not all(texts(message)[1]))
    ]

    assert unready == []


def test_a_translation_has_the_same_places_as_its_english() -> None:
    different = [
        message.id
        for message in MESSAGES
        if [places(text) for text in texts(message)[0]]
        != [places(text) for text in texts(message)[1]]
    ]

    assert different == []


def test_a_translation_ends_as_its_english_does() -> None:
    """A sentence stays a sentence, and words that are part of one get no full stop."""

    def end(text: str) -> str:
        return text[-1] if text[-1] in ".?…:" else ""

    different = [
        (english, german)
        for message in MESSAGES
        for english, german in zip(*texts(message), strict=True)
        if end(english) != end(german)
    ]

    assert different == [("Loading...", "Lädt …")]


def test_german_quotes_as_german_does() -> None:
    """A quotation begins low."""
    wrong = [german for message in MESSAGES for german in texts(message)[1] if "”" in german]

    assert wrong == []


def test_a_teacher_is_addressed_with_distance() -> None:
    """Only what students are asked speaks to them as to friends."""
    informal = re.compile(r"\b(du|dich|dir|deine?|euer|eure\w*|euch|ihr)\b")

    assert [
        german
        for message in MESSAGES
        for german in texts(message)[1]
        if informal.search(german.replace("ommt ihr mit?", ""))
    ] == []


def test_a_text_is_looked_up_when_it_is_said() -> None:
    words = Words({"calm": marked("calm")})

    with speaking(Language.GERMAN):
        assert words["calm"] == "ruhig"
        assert say("{count} joined", count=3) == "3 beigetreten"
    assert words["calm"] == "calm"


def test_a_number_chooses_its_form() -> None:
    def flags(count: int) -> str:
        return say_number(
            "{number} weaker flag held back", "{number} weaker flags held back", count
        )

    assert [flags(1), flags(2)] == ["1 weaker flag held back", "2 weaker flags held back"]
    with speaking(Language.GERMAN):
        assert flags(1) == "1 schwächerer Hinweis zurückgehalten"
        assert flags(2) == "2 schwächere Hinweise zurückgehalten"


def test_what_somebody_typed_is_never_taken_for_a_place() -> None:
    assert say("Topic: {name}", name="{count} & {name}") == "Topic: {count} & {name}"


def test_a_text_that_nobody_translated_stays_english() -> None:
    with speaking(Language.GERMAN):
        assert say("Never written anywhere") == "Never written anywhere"
        assert say("") == ""


def test_the_language_ends_with_what_it_was_chosen_for() -> None:
    with pytest.raises(ValueError, match="broken"), speaking(Language.GERMAN):
        raise ValueError("broken")

    assert say("calm") == "calm"


def test_numbers_have_the_decimal_sign_of_the_language() -> None:
    assert number(12345.67, ",.1f") == "12,345.7"
    with speaking(Language.GERMAN):
        assert number(12345.67, ",.1f") == "12.345,7"


def test_every_signal_has_a_german_name() -> None:
    with speaking(Language.GERMAN):
        assert [signal.name for signal in SIGNALS if say(signal.words) == signal.words] == []
