"""What README.md, the Dockerfile and compose.yaml say is so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from bot.__main__ import _parser
from bot.channels import plain
from bot.channels.telegram import GRACE_SECONDS
from bot.config import PROJECT, Settings
from bot.dialogue.commands import read_text
from tests.conftest import TODAY
from tests.transcripts import Play

if TYPE_CHECKING:
    from bot.dialogue.engine import Engine
    from bot.dialogue.reply import Reply
    from bot.dialogue.wording import Wording

README = (PROJECT / "README.md").read_text(encoding="utf-8")
DOCKERFILE = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "compose.yaml").read_text(encoding="utf-8"))


def shown(reply: Reply) -> str:
    """A reply with its buttons, on one line."""
    labels = " ".join(f"[{button.label}]" for row in reply.buttons for button in row)
    return " ".join(f"{plain.text(reply)} {labels}".split())


def test_the_conversation_in_the_readme_is_one_the_bot_has(engine: Engine, wording: Wording) -> None:
    """Every line between two of the person's stands in the reply, in this order; `…` leaves something out."""
    conversation = re.search(r"```text\n(› .*?)```", README, re.DOTALL)
    assert conversation is not None
    play, told = Play(engine, wording, TODAY), ""
    for line in filter(None, conversation[1].splitlines()):
        if line.startswith("› ["):
            told = shown(play.press(line[3:-1]))
        elif line.startswith("› "):
            told = shown(play.turn(read_text(line[2:])))
        else:
            for piece in filter(None, map(str.strip, line.split("…"))):
                assert piece in told, line
                told = told[told.index(piece) + len(piece) :]


def test_the_settings_in_the_readme_are_those_there_are() -> None:
    table = README[README.index("## Settings") : README.index("## Deploy")]
    first_column = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    named = {name for cell in first_column for name in re.findall(r"`([A-Z_]+)`", cell)}
    assert named == {name.upper() for name in Settings.model_fields}


def test_the_commands_in_the_readme_are_those_there_are() -> None:
    (commands,) = (action.choices for action in _parser()._actions if action.choices)
    assert set(re.findall(r"^\| `python -m bot (\w+)", README, re.MULTILINE)) == set(commands)
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+) +#", README, re.MULTILINE):
        assert f"\n{target}:" in makefile


def test_the_files_that_the_readme_names_are_there() -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", README)
    named = re.findall(r"`((?:bot|tests|knowledge|locales)/[\w./]*)`", README)
    assert linked
    for path in (*linked, *named):
        assert (PROJECT / path).exists(), path


# --- The image, as far as it can be known without an engine ------------------------------------


def lines(word: str) -> list[str]:
    whole = DOCKERFILE.replace("\\\n", " ")
    return [line.removeprefix(word).strip() for line in whole.splitlines() if line.startswith(f"{word} ")]


def test_all_that_is_copied_into_the_image_is_there_and_nothing_of_it_is_ignored() -> None:
    ignored = (PROJECT / ".dockerignore").read_text(encoding="utf-8").split()
    for copied in lines("COPY"):
        for source in copied.split()[:-1]:
            assert (PROJECT / source).exists(), source
            assert source.rstrip("/") not in ignored
    assert {".env", ".git", "data"} <= set(ignored)


def test_the_bot_runs_in_the_image_as_a_user_of_its_own_from_checked_knowledge() -> None:
    (user,) = lines("USER")
    assert user not in {"root", "0"}
    assert f"useradd --system --no-create-home {user}" in DOCKERFILE
    assert DOCKERFILE.index("python -m bot check") < DOCKERFILE.index("USER ") < DOCKERFILE.index("CMD [")
    assert all("-slim" in image for image in lines("FROM"))


@pytest.mark.parametrize("name", ["DATA_DIR", "DATABASE_URL"])
def test_the_image_keeps_its_data_in_the_volume(name: str) -> None:
    (volume,) = lines("VOLUME")
    assert re.search(rf"{name}=(sqlite:///)?{volume}", DOCKERFILE)
    assert f"{volume}/alive" in lines("HEALTHCHECK")[0]


def test_compose_gives_the_bot_settings_that_exist_and_time_to_stop() -> None:
    bot = COMPOSE["services"]["bot"]
    assert set(bot["environment"]) <= {name.upper() for name in Settings.model_fields}
    assert int(bot["stop_grace_period"].rstrip("s")) > GRACE_SECONDS + 2
    assert {
        volume.split(":")[0] for service in COMPOSE["services"].values() for volume in service["volumes"]
    } == set(COMPOSE["volumes"])
