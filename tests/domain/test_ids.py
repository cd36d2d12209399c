"""Ids and the codes that people type."""

from classroom.domain.ids import CODE_ALPHABET, CODE_LENGTH, new_id, new_join_code, normalise_code


def test_code_has_no_letters_that_look_alike() -> None:
    assert not set("ILO01") & set(CODE_ALPHABET)
    codes = {new_join_code() for _ in range(1000)}
    assert all(len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) for code in codes)


def test_codes_hardly_ever_meet() -> None:
    codes = {new_join_code() for _ in range(1000)}
    assert len(codes) >= 998, "one pair in a thousand meets once in 1,800 tries; three never do"


def test_code_is_read_as_people_type_it() -> None:
    assert normalise_code(" abc-d ef\n") == "ABCDEF"


def test_id_is_thirty_two_hex_digits() -> None:
    assert len(new_id()) == 32
    assert set(new_id()) <= set("0123456789abcdef")
