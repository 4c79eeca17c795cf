"""What was learnt from the knowledge, kept in the data folder: the next start reads it instead of learning again."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.matching.model import LinearModel

log = logging.getLogger(__name__)

ARRAYS = ("names", "rarity", "weights", "alike")
MATCHING = Path(__file__).parent / "matching"


@dataclass(frozen=True)
class Learnt:
    """A folder with one file: the model of the knowledge and the code as they were at the last start."""

    folder: Path

    def model(self, lessons: bytes, learn: Callable[[], LinearModel]) -> LinearModel:
        """The model for `lessons` (all that it is learnt from), read or, where it is not kept, learnt now.

        A file that is broken, of other lessons or of other code is learnt anew; a folder that cannot be
        written to costs time and nothing else.
        """
        path = self.folder / f"learnt-{_fingerprint(lessons)}.npz"
        with suppress(OSError, ValueError, KeyError, BadZipFile, EOFError), np.load(path) as kept:
            return LinearModel(tuple(map(str, kept["topics"])), *(kept[name] for name in ARRAYS))
        model = learn()
        try:
            self._keep(path, model)
        except OSError as error:
            log.debug("what was learnt is not kept: %s", error)
        return model

    def _keep(self, path: Path, model: LinearModel) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".part")
        with half.open("wb") as file:
            np.savez(file, topics=np.array(model.topics), **{name: getattr(model, name) for name in ARRAYS})
        for old in self.folder.glob("learnt-*.npz"):
            old.unlink(missing_ok=True)
        half.replace(path)


def _fingerprint(lessons: bytes) -> str:
    digest = hashlib.sha256(lessons)
    for source in sorted(MATCHING.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
