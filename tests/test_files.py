"""What people take along, opened by other people's programs: a PDF reader and a calendar."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pypdfium2
import pytest
import vobject

from bot.channels.console import Console
from bot.channels.files import written
from bot.dialogue import checklist as walk
from bot.dialogue.deadlines import MALAYSIA
from bot.dialogue.messages import Look
from bot.dialogue.reply import Dates, LastDay, Page, Part, Role
from bot.dialogue.session import Progress, Session
from bot.dialogue.turn import Turn
from bot.dialogue.views import Calendar, PrintedList
from bot.i18n import Language
from tests.conftest import NOON, TODAY
from tests.test_reminders import ANSWERS, LAST_DAY, finished

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from bot.assistant import Assistant
    from bot.content.model import Checklist
    from bot.dialogue.session import Given
    from bot.dialogue.views import View
    from bot.dialogue.wording import Wording
    from tests.emulator.people import Person


def file_of(wording: Wording, view: View, language: Language = Language.MS, **session: Any) -> Page | Dates:
    """What a person with a finished list is sent for a view."""
    shown = finished().but(place=view, speaking=language, **session)
    file = wording.present(Turn(shown), TODAY).file
    assert file is not None
    return file


def read_pdf(content: bytes) -> str:
    """The text of a PDF of one page of A4, as a PDF reader finds it."""
    document = pypdfium2.PdfDocument(content)
    assert len(document) == 1
    assert [round(side) for side in document[0].get_size()] == [595, 842]
    text: str = document[0].get_textpage().get_text_bounded()
    document.close()
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            Language.MS,
            [
                "Daftar sebagai majikan", "Bukan rasmi", "Setakat 23 November 2026",
                "Daftar selewat-lewatnya Ahad, 20 Disember 2026", "Apa yang perlu dibuat",
                "Panduan ini tidak menghantar apa-apa kepada PERKESO", "1-300-22-8000", "Sumber:", "Disemak pada",
            ],
        ),
        (
            Language.EN,
            [
                "Register as an employer", "Not official", "As of 23 November 2026",
                "Register by Sunday, 20 December 2026", "What to do",
                "This guide has sent nothing to PERKESO", "1-300-22-8000", "Source:", "Checked on",
            ],
        ),
    ],
)  # fmt: skip
def test_the_page_to_print_says_what_the_list_says(
    wording: Wording, language: Language, words: list[str]
) -> None:
    name, content = written(file_of(wording, PrintedList(checklist="employer"), language))
    assert name == "panduan-perkeso-employer.pdf"
    text = read_pdf(content)
    assert [word for word in words if word not in text] == []


def longest(content: Checklist) -> dict[str, Given]:
    """Answers that make a long list: every choice where several go, "not sure" elsewhere."""
    answers: dict[str, Given] = {}
    while (current := walk.replay(content, answers).current) is not None:
        asked = content.questions[current]
        answers[current] = tuple(asked.options) if asked.kind == "several" else "not_sure"
    return answers


def first_of_each(content: Checklist) -> dict[str, Given]:
    """The first option everywhere; a day is today, a time 3 in the afternoon."""
    answers: dict[str, Given] = {}
    while (current := walk.replay(content, answers).current) is not None:
        asked = content.questions[current]
        given = {"date": TODAY.isoformat(), "time": "15.00"}.get(asked.kind) or next(iter(asked.options))
        answers[current] = (given,) if asked.kind == "several" else given
    return answers


@pytest.mark.parametrize("language", list(Language))
def test_every_list_however_long_is_one_page(wording: Wording, language: Language) -> None:
    for name, content in wording.knowledge.checklists.items():
        answers = longest(content)
        progress = {name: Progress(answers=answers)}
        wanted = walk.items(content, answers, TODAY)
        papers = dict.fromkeys(wanted, "how")
        session = Session.model_validate({"papers": papers}).but(progress=progress)
        session = session.but(speaking=language, place=PrintedList(checklist=name))
        file = wording.present(Turn(session), TODAY).file
        assert file is not None
        text = read_pdf(written(file)[1])
        assert f" {len(wanted)}. " in text


def test_ninety_lines_still_fit_the_page() -> None:
    lines = tuple(f"☐ {number}. {'perkara ' * 12}" for number in range(1, 91))
    page = Page(
        "panjang", (Part(Role.HEADING, ("Senarai <panjang> & lagi",)), Part(Role.TEXT, ("\n".join(lines),)))
    )
    text = read_pdf(written(page)[1])
    assert "Senarai <panjang> & lagi" in text
    assert " 90. perkara" in text


def dark(content: bytes) -> int:
    """How much ink the page takes."""
    picture = pypdfium2.PdfDocument(content)[0].render(scale=2).to_pil().convert("L")
    return sum(picture.histogram()[:128])


def test_each_thing_has_a_box_and_what_is_done_has_a_mark_in_it() -> None:
    def drawn(line: str) -> int:
        return dark(written(Page("a", (Part(Role.TEXT, (line,)),)))[1])

    nothing, empty, ticked = drawn("1. Borang"), drawn("☐ 1. Borang"), drawn("☑ 1. Borang")
    assert nothing < empty < ticked


def test_the_dates_are_an_event_of_the_whole_day_that_rings_twice_before(wording: Wording) -> None:
    name, content = written(file_of(wording, Calendar(checklist="employer")))
    assert name == "panduan-perkeso-employer.ics"
    event = vobject.readOne(content.decode()).vevent
    assert event.dtstart.value == LAST_DAY
    assert event.dtend.value == LAST_DAY + timedelta(days=1)
    assert event.summary.value == "Daftar sebagai majikan: Daftar selewat-lewatnya Ahad, 20 Disember 2026."
    assert "Kiraan: 30 hari dari Jumaat, 20 November 2026." in event.description.value
    assert "Sumber:" in event.description.value
    midnight = datetime.combine(LAST_DAY, time(0), MALAYSIA)
    rings = [midnight + alarm.trigger.value for alarm in event.valarm_list]
    assert rings == [datetime(2026, 12, day, 9, tzinfo=MALAYSIA) for day in (13, 18)]


def test_a_deadline_in_hours_rings_the_day_before_and_on_the_day(wording: Wording) -> None:
    answers = first_of_each(wording.knowledge.checklists["accident"])
    session = Session(speaking=Language.MS, progress={"accident": Progress(answers=answers)})
    file = wording.present(Turn(session.but(place=Calendar(checklist="accident"))), TODAY).file
    assert file is not None
    event = vobject.readOne(written(file)[1].decode()).vevent
    assert "25 November 2026, 3.00 petang" in event.summary.value
    midnight = datetime.combine(date(2026, 11, 25), time(0), MALAYSIA)
    rings = [midnight + alarm.trigger.value for alarm in event.valarm_list]
    assert rings == [datetime(2026, 11, day, 9, tzinfo=MALAYSIA) for day in (24, 25)]


def test_the_file_keeps_to_the_rules_that_calendars_insist_on() -> None:
    """Lines end in CR LF and are folded at 75 bytes, commas and semicolons are escaped (RFC 5545, 3.1 and 3.3.11)."""
    about = "Satu, dua; tiga\nempat " + "ü" * 100
    content = written(Dates("a", (LastDay("k", TODAY, "Tajuk, ya", about, (7,)),)))[1]
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    event = vobject.readOne(content.decode()).vevent
    assert (event.summary.value, event.description.value) == ("Tajuk, ya", about)


def test_the_same_deadline_has_the_same_name_each_time_and_another_day_another(wording: Wording) -> None:
    def uid(hired: date) -> str:
        progress = {"employer": Progress(answers=ANSWERS | {"hired_on": hired.isoformat()})}
        content = written(file_of(wording, Calendar(checklist="employer"), progress=progress))[1]
        return str(vobject.readOne(content.decode()).vevent.uid.value)

    assert uid(date(2026, 11, 20)) == uid(date(2026, 11, 20)) != uid(date(2026, 11, 21))


# --- On Telegram and in the terminal -------------------------------------------------------------


async def test_on_telegram_both_come_as_documents_with_a_way_back(
    aminah: Person, assistant: Assistant
) -> None:
    await assistant.store.save("telegram:77", finished().but(language=Language.MS), 0)
    await aminah.says("/daftar")
    await aminah.presses("Daftar sebagai majikan")
    the_list = dict(aminah.last)
    assert "satu halaman" in await aminah.presses("Cetak senarai", the_list)
    page = aminah.last["file"]
    assert (page["name"], page["kind"]) == ("panduan-perkeso-employer.pdf", "application/pdf")
    assert "Daftar sebagai majikan" in read_pdf(page["content"])
    assert "kalendar" in await aminah.presses("Simpan ke kalendar", the_list)
    dates = aminah.last["file"]
    assert (dates["name"], dates["kind"]) == ("panduan-perkeso-employer.ics", "text/calendar")
    assert vobject.readOne(dates["content"].decode()).vevent.dtstart.value == LAST_DAY
    assert "☐ 1." in await aminah.presses("Kembali ke senarai")


def in_terminal(assistant: Assistant, folder: Path, now: datetime, *typed: str) -> Console:
    lines = io.StringIO("".join(f"{line}\n" for line in typed))
    return Console(assistant, "terminal", lambda: now, Language.MS, lines, io.StringIO(), folder)


def said(console: Console) -> str:
    assert isinstance(console.write, io.StringIO)
    return console.write.getvalue()


async def test_in_the_terminal_a_file_is_written_and_its_path_is_said(
    assistant: Assistant, tmp_path: Path
) -> None:
    await assistant.store.save("terminal", finished(), 0)
    console = in_terminal(assistant, tmp_path / "data", NOON)
    await console._turn(Look(PrintedList(checklist="employer")))
    path = tmp_path / "data" / "panduan-perkeso-employer.pdf"
    assert str(path) in said(console)
    assert "Daftar sebagai majikan" in read_pdf(path.read_bytes())


async def test_in_the_terminal_a_reminder_that_is_due_stands_below_the_greeting_once(
    assistant: Assistant, tmp_path: Path
) -> None:
    await assistant.store.save("terminal", finished(), 0, remind_on=date(2026, 12, 13))
    nine = datetime(2026, 12, 13, 9, 0, tzinfo=MALAYSIA)
    told = []
    for _ in range(2):
        console = in_terminal(assistant, tmp_path, nine, "hai")
        await console.run()
        told.append("Peringatan: Daftar sebagai majikan" in said(console))
    assert told == [True, False]
