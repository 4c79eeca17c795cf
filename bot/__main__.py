"""The command line, and the one place where the parts are put together."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import asking, differences, editors, measuring, showing
from bot.assistant import Assistant, Mind
from bot.config import PROJECT, Settings, SettingsError, read_settings
from bot.content import loader
from bot.content.loader import ContentError
from bot.dialogue.deadlines import MALAYSIA, malaysian_day
from bot.dialogue.engine import Engine
from bot.dialogue.messages import SetLanguage
from bot.dialogue.wording import Wording
from bot.i18n import Catalogues, Language, load_catalogues
from bot.learnt import Learnt
from bot.logs import log_without
from bot.matching.index import Matching
from bot.store.memory import MemoryStore
from bot.store.port import Store, StoreError
from bot.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.content.model import Knowledge

# The questions that an edit is tried on.
QUESTIONS = PROJECT / "tests" / "understanding" / "questions.jsonl"
# Telegram repeats an update for a day at most.
REMEMBER_UPDATES = timedelta(hours=48)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 the knowledge is not fit, 2 something must be set right."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")  # whatever the terminal believes
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(Parts(read_settings()), options)
    except ContentError as error:
        say = load_catalogues(read_settings().locales_dir)[Language.EN]
        print("\n".join(editors.told(error.problems, say, editors.Form.TEXT)), file=sys.stderr)
        return 1
    except (
        SettingsError,
        StoreError,
        asking.AskingError,
        measuring.MeasuringError,
        differences.DifferenceError,
        showing.NoSuchTopicError,
        _UsageError,
    ) as error:
        print(f"panduan: {error}", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, BrokenPipeError):
        return 130
    return code


class _UsageError(Exception):
    """The command cannot be run as asked. The message says why."""


@dataclass(frozen=True)
class Parts:
    """The parts of the bot, each made once when first needed."""

    settings: Settings

    @cached_property
    def catalogues(self) -> Catalogues:
        return load_catalogues(self.settings.locales_dir)

    @cached_property
    def knowledge(self) -> Knowledge:
        return loader.load(self.settings.knowledge_dir, self.catalogues)

    @cached_property
    def matching(self) -> Matching:
        return Matching.of(self.knowledge, Learnt(self.settings.data_dir).model)

    def assistant(self, store: Store) -> Assistant:
        return Assistant(
            Engine(self.knowledge, self.matching), Wording(self.knowledge, self.catalogues), store
        )

    def watch(self) -> Watch[Mind]:
        """Sees what editors change while the bot answers. To be made before the knowledge is read."""
        say = self.catalogues[Language.EN]

        def build() -> Mind:
            parts = Parts(self.settings)
            return Mind(Engine(parts.knowledge, parts.matching), Wording(parts.knowledge, parts.catalogues))

        def tell(error: ContentError) -> Iterator[str]:
            return editors.told(error.problems, say, editors.Form.TEXT)

        return Watch(self.settings.knowledge_dir, build, tell)

    async def open_store(self) -> Store:
        from bot.store.sql import SqlStore  # noqa: PLC0415  `ask` and `check` start faster without a database

        return await SqlStore.open(self.settings.database_url)


def now_in_malaysia() -> datetime:
    return datetime.now(MALAYSIA)


def today_in_malaysia() -> date:
    return malaysian_day(datetime.now(UTC))


# --- run ---------------------------------------------------------------------------------------


def run(parts: Parts, options: argparse.Namespace) -> int:
    """On Telegram when a token is set, else the same bot in the terminal."""
    secret = parts.settings.telegram_bot_token
    token = secret.get_secret_value().strip() if secret else ""
    if not token:
        print("TELEGRAM_BOT_TOKEN is not set, so this is the bot in your terminal. /keluar leaves.")
        return chat(parts, options)
    from bot.channels.telegram import UnreachableError  # noqa: PLC0415  python-telegram-bot loads only when used

    log_without(token, parts.settings.log_level)
    try:
        asyncio.run(_on_telegram(parts, token))
    except UnreachableError as error:
        raise _UsageError(str(error)) from None
    return 0


async def _on_telegram(parts: Parts, token: str) -> None:
    from bot.channels.telegram import TelegramChannel, serve  # noqa: PLC0415

    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    alive = _sign_of_life(parts.settings.data_dir)
    store = await parts.open_store()
    try:
        await store.forget_updates(datetime.now(UTC) - REMEMBER_UPDATES)
        watch = parts.watch()
        assistant = parts.assistant(store)
        channel = TelegramChannel(assistant, parts.catalogues, now_in_malaysia)
        with watch.running(assistant.change_mind):
            await serve(channel, token, parts.settings.telegram_api_base_url, alive, stop)
    finally:
        await store.close()


def _sign_of_life(folder: Path) -> Callable[[], None]:
    """What to call whenever the bot has proved alive. Raises _UsageError where nothing can be written."""
    sign = folder / "alive"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        sign.touch()
    except OSError as error:
        raise _UsageError(
            f"cannot write in DATA_DIR, {folder} ({error.strerror}). Set it to a folder of the bot's own."
        ) from None

    def touch() -> None:
        with suppress(OSError):  # whoever watches the file sees it; people are answered all the same
            sign.touch()

    return touch


# --- chat --------------------------------------------------------------------------------------


def chat(parts: Parts, options: argparse.Namespace) -> int:
    """The bot in the terminal, with the same memory as on Telegram."""
    asyncio.run(_in_terminal(parts, getattr(options, "language", None)))
    return 0


async def _in_terminal(parts: Parts, language: Language | None) -> None:
    from bot.channels.console import Console  # noqa: PLC0415

    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # Ctrl-C leaves at once, also while nothing is typed
    store = await parts.open_store()
    try:
        watch = parts.watch()
        assistant = parts.assistant(store)
        if language is not None:
            await assistant.handle("terminal", SetLanguage(language), today_in_malaysia())
        files = parts.settings.data_dir
        console = Console(assistant, "terminal", now_in_malaysia, language, sys.stdin, sys.stdout, files)
        with watch.running(assistant.change_mind):
            await console.run()
    finally:
        await store.close()


# --- ask ---------------------------------------------------------------------------------------


def ask(parts: Parts, options: argparse.Namespace) -> int:
    """One question for a person, or one JSON object a line for measuring."""
    today = options.as_of or today_in_malaysia()
    if options.jsonl:
        asyncio.run(_answer_lines(parts.assistant(MemoryStore()), today))
        return 0
    if not options.question:
        raise _UsageError(
            'ask needs a question: python -m bot ask "brp hari nak daftar pekerja" (or --jsonl)'
        )
    question = " ".join(options.question)
    if options.why:
        print(*measuring.why(parts.matching, question), sep="\n")
        return 0
    asked = {"text": question, "language": options.language}
    told = asyncio.run(asking.ask(parts.assistant(MemoryStore()), asked, "1", today))
    print(told.pop("text"))
    print(json.dumps(told, ensure_ascii=False))
    return 0


async def _answer_lines(assistant: Assistant, today: date) -> None:
    async for told in asking.ask_each(assistant, sys.stdin, today):
        print(json.dumps(told, ensure_ascii=False), flush=True)


# --- check -------------------------------------------------------------------------------------


def check(parts: Parts, options: argparse.Namespace) -> int:
    """Whether the knowledge is fit to publish on a day, and everything that is wrong with it."""
    today = options.as_of or today_in_malaysia()
    say = parts.catalogues[options.language or Language.EN]
    try:
        for line in editors.check(parts.settings.knowledge_dir, parts.catalogues, today, say, options.format):
            print(line)
    except ContentError:
        return 1
    return 0


def schema(parts: Parts, _options: argparse.Namespace) -> int:
    """Write the JSON Schemas that connect the knowledge with an editor's program."""
    for name in editors.write_schemas(parts.settings.knowledge_dir):
        print(name)
    return 0


def show(parts: Parts, options: argparse.Namespace) -> int:
    """One topic's answer as people will see it."""
    languages = [options.language] if options.language else list(Language)
    wording = Wording(parts.knowledge, parts.catalogues)
    for line in showing.show(wording, options.topic, options.as_of or today_in_malaysia(), languages):
        print(line)
    return 0


def diff(parts: Parts, options: argparse.Namespace) -> int:
    """Which questions get another answer since a git revision."""
    before = differences.read_at(options.revision, parts.settings.knowledge_dir, parts.catalogues)
    asked, changed = differences.differences(Matching.of(before), parts.matching, options.questions)
    reworded = differences.reworded(before, parts.knowledge, parts.catalogues, today_in_malaysia())
    say = parts.catalogues[options.language or Language.EN]
    for line in differences.report(asked, changed, reworded, parts.knowledge, say):
        print(line)
    return 0


# --- evaluate and fit --------------------------------------------------------------------------


def evaluate(parts: Parts, options: argparse.Namespace) -> int:
    """How well labelled questions are understood, by our topics or by those of an example file."""
    if options.examples is None:
        matching = parts.matching
    else:
        matching = measuring.taught_by(measuring.read_rows(options.examples))
    for line in measuring.evaluate(matching, options.file, misses=options.misses, progress=_progress):
        print(line)
    return 0


def _progress(asked: int) -> None:
    """Says on a terminal how far the measuring is."""
    if sys.stderr.isatty() and asked % 20 == 0:
        print(f"\r{asked} asked", end="\r", file=sys.stderr, flush=True)


def fit(parts: Parts, options: argparse.Namespace) -> int:
    """Fit when to answer and when to offer, and keep it with the knowledge."""
    judgement = measuring.fit_judgement(parts.matching, options.file)
    path = parts.settings.knowledge_dir / measuring.JUDGEMENT_FILE
    path.write_text(measuring.judgement_file(judgement), encoding="utf-8")
    print(f"{path}: answers from {judgement.answer_from}, offers from {judgement.offer_from}")
    return 0


# --- the words of the command line -------------------------------------------------------------


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write it as 2026-11-23") from None


def _language(text: str) -> Language:
    try:
        return Language(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not ms or en") from None


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Any:
        """One line that says what is wrong, instead of the whole usage."""
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m bot", description="Panduan PERKESO: a guide to PERKESO (SOCSO) on Telegram."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)
    for name, command, about in (
        ("run", run, "answer on Telegram; without TELEGRAM_BOT_TOKEN, in this terminal"),
        ("chat", chat, "talk to the bot in this terminal"),
        ("ask", ask, "ask one question, or many with --jsonl"),
        ("evaluate", evaluate, "how well labelled questions are understood"),
        ("fit", fit, "fit when to answer and when to offer from labelled questions"),
        ("check", check, "is the knowledge fit to publish? every problem with file and line"),
        ("show", show, "a topic's answer as people will see it"),
        ("diff", diff, "which questions get another answer because of an edit"),
        ("schema", schema, "write the schemas by which editors' programs complete the knowledge"),
    ):
        added = commands.add_parser(name, help=about, description=about)
        added.set_defaults(command=command)
        if name in {"chat", "ask", "check", "show", "diff"}:
            added.add_argument("--language", type=_language, metavar="ms|en", help="speak this language")
        if name in {"ask", "check", "show"}:
            added.add_argument(
                "--as-of", type=_day, metavar="DATE", help="as if today were this day (2026-11-23)"
            )
        if name == "show":
            added.add_argument("topic", help="its name, as in knowledge/topics/NAME.yaml")
        if name == "diff":
            added.add_argument("revision", nargs="?", default="HEAD", help="a git revision (HEAD)")
            added.add_argument(
                "--questions", type=Path, default=QUESTIONS, help="labelled questions, one JSON object a line"
            )
        if name == "check":
            added.add_argument(
                "--format", type=editors.Form, choices=list(editors.Form), default=editors.Form.TEXT,
                help="for people, for programs, or as marks on GitHub",
            )  # fmt: skip
        if name in {"evaluate", "fit"}:
            added.add_argument("file", type=Path, help="labelled questions, one JSON object a line")
        if name == "evaluate":
            added.add_argument("--misses", action="store_true", help="list every miss")
            added.add_argument(
                "--examples", type=Path, metavar="FILE",
                help='learn from these {"text": …, "topic": …} lines instead of the knowledge',
            )  # fmt: skip
        if name == "ask":
            added.add_argument("--why", action="store_true", help="show how it was understood")
            added.add_argument("question", nargs="*", help="the question, in Malay, English or both")
            added.add_argument(
                "--jsonl", action="store_true", help='one {"text": …} a line in, one reply a line out'
            )
    return parser


if __name__ == "__main__":
    sys.exit(main())
