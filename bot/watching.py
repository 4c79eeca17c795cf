"""The knowledge watched while the bot runs: what was changed is taken up when it is right, without a restart."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from bot.content.loader import ContentError

log = logging.getLogger(__name__)

T = TypeVar("T")

# How often the folder is looked at. A change is taken up once the folder has stayed the same for so long.
EVERY_SECONDS = 3.0

# Size and time of the last change of every file.
State = dict[Path, tuple[int, int]]


class Watch(Generic[T]):
    """Looks at a folder again and again. Has no clock of its own: whoever runs it says when to look."""

    def __init__(self, folder: Path, build: Callable[[], T], tell: Tell) -> None:
        """`build` makes what is used from the folder, which counts as used as it is now; it may raise ContentError.

        `tell` puts the problems of a folder that is not right into lines for the log.
        """
        self.folder = folder
        self._build = build
        self._tell = tell
        self._used = self._seen = _state(folder)

    def look(self) -> T | None:
        """Look once: what was built from a changed folder, or None when there is nothing new to use.

        What changed since the last look may still be in the middle of being saved: it waits for the next.
        """
        now = _state(self.folder)
        if now != self._seen:
            self._seen = now
            return None
        return self._built(now) if now != self._used else None

    def _built(self, state: State) -> T | None:
        gc.freeze()  # a collection meanwhile would walk all of the knowledge in use, and answers would wait for it
        try:
            built = self._build()
        except ContentError as error:
            self._used = state  # not tried again before the next change
            log.error("the changed knowledge is not right, so the earlier one stays in use:")  # noqa: TRY400  no fault of the program
            for line in self._tell(error):
                log.error("%s", line)  # noqa: TRY400
            return None
        finally:
            gc.unfreeze()
        if _state(self.folder) != state:
            return None  # saved again meanwhile: what was built may be half of one and half of the other
        self._used = state
        return built

    @contextmanager
    def running(self, use: Callable[[T], None], every: float = EVERY_SECONDS) -> Iterator[None]:
        """Look every so many seconds, in a thread of its own, and `use` what is new, while the context lasts."""
        stop = threading.Event()

        def run() -> None:
            while not stop.wait(every):
                try:
                    built = self.look()
                    if built is not None:
                        use(built)
                        log.info("the knowledge has changed and is in use")
                except Exception:
                    log.exception("the knowledge could not be looked at; the one in use stays")

        thread = threading.Thread(target=run, name="knowledge", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()


Tell = Callable[[ContentError], Iterator[str]]


def _state(folder: Path) -> State:
    state: State = {}
    for path in folder.rglob("[!.]*"):
        try:
            about = path.stat()
        except FileNotFoundError:
            continue  # an editor's program was just replacing it: the next look sees the new one
        if path.is_file():
            state[path] = (about.st_size, about.st_mtime_ns)
    return state
