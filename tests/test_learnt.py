"""What was learnt is kept, and never trusted further than it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.model import LanguageKnowledge
from bot.learnt import Learnt
from bot.matching.decide import Context
from bot.matching.index import Matching, Taught

if TYPE_CHECKING:
    from pathlib import Path

    from bot.matching.model import LinearModel

LESSONS = [
    Taught("berapa hari nak daftar", "deadline"), Taught("how many days to register", "deadline"),
    Taught("kadar caruman", "rates"), Taught("contribution rates table", "rates"),
]  # fmt: skip


def _taught(folder: Path, lessons: list[Taught] = LESSONS) -> tuple[Matching, list[bool]]:
    """The matching, and whether it had to learn."""
    learnt: list[bool] = []
    keeper = Learnt(folder)

    def recall(known: bytes, learn: object) -> LinearModel:
        def counted() -> LinearModel:
            learnt.append(True)
            assert callable(learn)
            model: LinearModel = learn()
            return model

        return keeper.model(known, counted)

    return Matching(lessons, LanguageKnowledge(), recall=recall), learnt


def test_the_second_start_does_not_learn_again_and_decides_the_same(tmp_path: Path) -> None:
    first, learnt = _taught(tmp_path)
    second, again = _taught(tmp_path)
    assert (learnt, again) == ([True], [])
    for text in ("how many days", "kadar", "register berapa", "zzz"):
        assert first.understand(text, Context()) == second.understand(text, Context())


def test_another_lesson_is_learnt_and_the_old_file_goes(tmp_path: Path) -> None:
    _taught(tmp_path)
    _, learnt = _taught(tmp_path, [*LESSONS, Taught("borang apa", "forms")])
    assert learnt == [True]
    assert len(list(tmp_path.iterdir())) == 1


def test_a_broken_file_is_learnt_anew(tmp_path: Path) -> None:
    _taught(tmp_path)
    next(tmp_path.iterdir()).write_bytes(b"PK not really")
    assert _taught(tmp_path)[1] == [True]
    assert _taught(tmp_path)[1] == []


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("not a folder")
    matching, learnt = _taught(nowhere / "data")
    assert learnt == [True]
    assert matching.decide("kadar caruman", Context()).topics == ("rates",)
