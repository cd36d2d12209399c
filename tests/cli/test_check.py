from pathlib import Path

from tests.cli.command import classroom, json_of


def test_check_says_what_blocks_and_exits_with_one() -> None:
    done = classroom("check", "--json", CLASSROOM_PORT="1")

    told = json_of(done)
    levels = {each["name"]: each["level"] for each in told["checks"]}
    assert done.returncode == 1
    assert told["verdict"] == levels["address"] == "blocks"
    assert levels["database"] == levels["networks"] == "fine"
    assert levels["server"] == "careful"


def test_check_passes_where_others_can_come_in_safely() -> None:
    done = classroom("check", CLASSROOM_PUBLIC_URL="https://localhost.invalid")

    assert done.returncode == 0
    assert "Students open https://localhost.invalid." in done.stdout
    assert "CLASSROOM_ICE_SERVERS" in done.stdout


def test_a_database_that_does_not_answer_blocks(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no database at all, only some words" * 9)

    done = classroom("check", "--json", "--database-url", f"sqlite:///{tmp_path / 'notes.txt'}")

    [database] = [each for each in json_of(done)["checks"] if each["name"] == "database"]
    assert database["level"] == "blocks"
    assert "cannot be reached" in database["do"]
