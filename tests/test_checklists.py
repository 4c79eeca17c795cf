"""What a person does in a checklist, beyond the paths: papers, contradictions, calendars, old buttons."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.channels import plain
from bot.dialogue.engine import Engine
from bot.dialogue.messages import (
    Change,
    Choose,
    Look,
    Mark,
    PaperState,
    Said,
    Tick,
)
from bot.dialogue.session import Session
from bot.dialogue.turn import Note
from bot.dialogue.views import (
    Checklists,
    Home,
    Month,
    Step,
)
from bot.i18n import Language
from bot.matching.decide import Decision, Verdict
from bot.matching.spoken import Spoken
from tests.conftest import TODAY
from tests.transcripts import Play

if TYPE_CHECKING:
    from bot.content.model import Knowledge
    from bot.dialogue.messages import Incoming
    from bot.dialogue.wording import Wording


def after(engine: Engine, session: Session, *incoming: Incoming) -> Session:
    for one in incoming:
        session = engine.respond(session, one, TODAY).session
    return session


def answer(engine: Engine, session: Session, name: str, **answers: str) -> Session:
    for question, option in answers.items():
        session = after(engine, session, Choose(name, question, option, session.on(name).revision))
    return session


def shown(wording: Wording, engine: Engine, session: Session, name: str) -> str:
    turn = engine.respond(session.but(speaking=Language.EN), Look(Step(checklist=name)), TODAY)
    return plain.text(wording.present(turn, TODAY))


def local_worker(engine: Engine) -> Session:
    """A finished list for a local worker who starts today."""
    return answer(
        engine, Session(), "worker",
        kind="local", proof="ic", employer="have", portal="have", hired_on=TODAY.isoformat(),
    )  # fmt: skip


def test_a_paper_is_needed_had_or_not_known_how_to_get_and_then_how_shows(
    engine: Engine, wording: Wording
) -> None:
    session = local_worker(engine)
    assert "☐ 4. Form 2 (Borang 2) for each local worker" in shown(wording, engine, session, "worker")
    session = after(engine, session, Mark("worker", "form_2", PaperState.HAVE))
    assert "☑ 4. Form 2" in shown(wording, engine, session, "worker")
    session = after(engine, session, Mark("worker", "form_2", PaperState.HOW))
    told = shown(wording, engine, session, "worker")
    assert "❓ 4. Form 2 (Borang 2) for each local worker\n→ Fill in the name as on the IC" in told
    session = after(engine, session, Mark("worker", "form_2", PaperState.NEED))
    assert "☐ 4. Form 2" in shown(wording, engine, session, "worker")


def test_a_paper_had_for_one_list_is_had_for_every_list_that_names_it(
    engine: Engine, wording: Wording
) -> None:
    session = after(engine, local_worker(engine), Mark("worker", "sip_2", PaperState.HAVE))
    session = after(engine, session, Look(Step(checklist="employer")))
    session = answer(engine, session, "employer", workers="local")
    session = answer(engine, session, "employer", workers="done")
    session = answer(
        engine, session, "employer", ssm="registered", business="small", first="first", portal="have",
        applicant="myself", hired_on=TODAY.isoformat(),
    )  # fmt: skip
    said = shown(wording, engine, session, "employer")
    assert "Form SIP 2 (Borang SIP 2) for each local worker (EIS)" in said
    line = next(line for line in said.splitlines() if "Form SIP 2" in line)
    assert line.startswith("☑")


def test_steps_are_done_or_not_and_belong_to_their_own_list(engine: Engine) -> None:
    session = after(engine, local_worker(engine), Tick("worker", "add_worker"))
    assert session.on("worker").ticked == {"add_worker"}
    assert session.on("employer").ticked == frozenset()


def test_the_wrong_kind_of_press_for_an_item_changes_nothing(engine: Engine) -> None:
    session = local_worker(engine)
    for press in (
        Tick("worker", "form_2"),
        Mark("worker", "add_worker", PaperState.HAVE),
        Tick("worker", "x"),
    ):
        turn = engine.respond(session, press, TODAY)
        assert turn.notes == (Note.STALE_BUTTON,)
        assert turn.session.papers == session.papers
        assert turn.session.on("worker") == session.on("worker")


def test_a_contradiction_brings_one_question_and_its_answer_replaces_the_earlier_one(engine: Engine) -> None:
    session = answer(engine, Session(), "worker", kind="local", proof="pass", sort_out="foreign")
    assert session.on("worker").answers["kind"] == "foreign"
    assert "sort_out" not in session.on("worker").answers
    assert session.on("worker").answers.keys() == {"kind", "proof"}


def test_who_stands_by_the_earlier_answer_is_not_asked_again(engine: Engine, wording: Wording) -> None:
    session = answer(engine, Session(), "worker", kind="local", proof="pass", sort_out="local")
    assert "Do you already have a PERKESO employer code?" in shown(wording, engine, session, "worker")
    session = after(engine, session, Change("worker", "proof"))
    session = answer(engine, session, "worker", proof="pass")
    assert "Do you already have a PERKESO employer code?" in shown(wording, engine, session, "worker")


def test_a_changed_answer_asks_again_only_what_depends_on_it(engine: Engine, wording: Wording) -> None:
    session = after(engine, local_worker(engine), Change("worker", "kind"))
    session = answer(engine, session, "worker", kind="foreign")
    assert "Are the passport and the work pass still valid?" in shown(wording, engine, session, "worker")
    session = answer(engine, session, "worker", valid="valid")
    assert "Register the worker by Wednesday, 23 December 2026" in shown(wording, engine, session, "worker")


def at_the_date(engine: Engine, name: str = "worker") -> Session:
    if name == "worker":
        return answer(engine, Session(), name, kind="local", proof="ic", employer="have", portal="have")
    return answer(engine, Session(), name, treated="done", side="employer", where="work")


def test_a_day_of_the_calendar_can_be_chosen_and_an_old_one_is_stale(
    engine: Engine, wording: Wording
) -> None:
    session = after(engine, at_the_date(engine), Look(Month(checklist="worker", month="2026-10")))
    reply = wording.present(engine.respond(session, Look(session.place), TODAY), TODAY)
    days = {button.label: button.press for row in reply.buttons for button in row}
    assert {str(day) for day in range(1, 32)} <= days.keys()
    chosen = days["5"]
    assert isinstance(chosen, Choose)
    session = after(engine, session, chosen)
    assert session.on("worker").answers["hired_on"] == "2026-10-05"
    turn = engine.respond(session, chosen, TODAY)
    assert turn.notes == (Note.STALE_BUTTON,)
    assert turn.session.on("worker") == session.on("worker")
    turn = engine.respond(session, Look(Month(checklist="worker", month="2026-10")), TODAY)
    assert turn.notes == (Note.STALE_BUTTON,)
    assert turn.session.place == Step(checklist="worker")


@pytest.mark.parametrize("month", ["2026-01", "2026-02", "2024-02", "2026-11", "2027-11", "2016-11"])
def test_a_month_has_its_days_in_weeks_from_monday(engine: Engine, wording: Wording, month: str) -> None:
    session = after(engine, at_the_date(engine), Look(Month(checklist="worker", month=month)))
    reply = wording.present(engine.respond(session, Look(session.place), TODAY), TODAY)
    for week in (row for row in reply.buttons if len(row) == 7):
        for number, button in enumerate(week):
            if isinstance(button.press, Choose):
                day = date.fromisoformat(button.press.option)
                assert day.weekday() == number
                assert f"{day:%Y-%m}" == month
                assert abs(day - TODAY) <= timedelta(days=3650)


def test_the_calendar_of_an_accident_ends_today(engine: Engine, wording: Wording) -> None:
    session = after(
        engine, at_the_date(engine, "accident"), Look(Month(checklist="accident", month="2026-11"))
    )
    reply = wording.present(engine.respond(session, Look(session.place), TODAY), TODAY)
    labels = [button.label for row in reply.buttons for button in row]
    assert "[23]" in labels
    assert "24" not in labels
    assert not any("▶" in label for label in labels)


@pytest.mark.parametrize(("typed", "note"), [
    ("esok", Note.NOT_YET), ("1 dec", Note.NOT_YET), ("3/11/2010", Note.TOO_FAR), ("1 jan 2099", Note.NOT_YET),
])  # fmt: skip
def test_a_day_that_cannot_be_is_refused_with_a_reason(engine: Engine, typed: str, note: Note) -> None:
    turn = engine.respond(at_the_date(engine, "accident"), Said(typed), TODAY)
    assert turn.notes == (note,)
    assert "told_on" not in turn.session.on("accident").answers


def test_a_hire_date_may_be_ahead_but_not_years_ahead(engine: Engine) -> None:
    turn = engine.respond(at_the_date(engine), Said("1 jan 2099"), TODAY)
    assert turn.notes == (Note.TOO_FAR,)
    session = after(engine, at_the_date(engine), Said("isnin minggu depan"))
    assert session.on("worker").answers["hired_on"] == "2026-11-30"


def test_48_hours_are_counted_from_the_hour_the_employer_knew(engine: Engine, wording: Wording) -> None:
    session = after(engine, at_the_date(engine, "accident"), Said("semalam"), Said("3.30 ptg"))
    session = answer(engine, session, "accident", leave="long", lasting="healing")
    said = shown(wording, engine, session, "accident")
    assert "The employer must report to PERKESO by Tuesday, 24 November 2026, 3.30 pm at the latest." in said
    assert "Counted: 48 hours from Sunday, 22 November 2026, 3.30 pm." in said


def test_an_unknown_hour_gives_the_earlier_day(engine: Engine, wording: Wording) -> None:
    session = after(engine, at_the_date(engine, "accident"), Said("hari ini"))
    session = answer(engine, session, "accident", told_at="not_sure", leave="long", lasting="healing")
    said = shown(wording, engine, session, "accident")
    assert "The employer must report to PERKESO by Tuesday, 24 November 2026 at the latest." in said


def test_my_checklists_shows_every_list_with_its_state_and_deadline(engine: Engine, wording: Wording) -> None:
    session = after(engine, local_worker(engine), Look(Step(checklist="job_loss")))
    session = answer(engine, session, "job_loss", reason="closed")
    turn = engine.respond(session.but(speaking=Language.EN), Look(Checklists()), TODAY)
    reply = wording.present(turn, TODAY)
    said = plain.text(reply)
    assert "Register a worker: 0/" in said
    assert "Register the worker by Wednesday, 23 December 2026 at the latest." in said
    assert "Lost a job (EIS): 2/" in said
    labels = [button.label for row in reply.buttons for button in row]
    assert len([label for label in labels if label]) == len(engine.knowledge.checklists)
    assert any(label.startswith("Register a worker (0/") for label in labels)


def test_an_employer_in_the_commonest_case_is_done_in_ten_taps_and_no_typing(
    engine: Engine, wording: Wording
) -> None:
    play = Play(engine, wording, TODAY)
    play.turn(Look(Home()))
    taps = [
        "Senarai semak pendaftaran", "Daftar sebagai majikan", "Pekerja tempatan", "Selesai", "Ya, sudah",
        "Milikan tunggal", "Ya, yang pertama", "Ada", "Saya sendiri", "Hari ini",
    ]  # fmt: skip
    for tap in taps:
        play.press(tap)
    assert play.reply is not None
    assert len(taps) == 10
    assert "Daftar selewat-lewatnya Rabu, 23 Disember 2026." in plain.text(play.reply)


@pytest.mark.parametrize(("asked", "line", "counted"), [
    ("worker started 3/11 when is the deadline to register", "Register by Thursday, 3 December 2026 at the latest.",
     "Counted: 30 days from Tuesday, 3 November 2026."),
    ("hilang kerja 3 nov, tarikh akhir mohon SIP", "Mohon selewat-lewatnya Sabtu, 2 Januari 2027.",
     "Kiraan: 60 hari dari Selasa, 3 November 2026."),
    ("kemalangan kerja semalam, bila last kena report", "Lapor selewat-lewatnya Isnin, 23 November 2026",
     "Kiraan: 48 jam dari Ahad, 22 November 2026."),
])  # fmt: skip
def test_a_question_that_names_the_day_gets_its_deadline_and_only_that_is_kept(
    engine: Engine, wording: Wording, asked: str, line: str, counted: str
) -> None:
    turn = engine.respond(Session(), Said(asked), TODAY)
    said = plain.text(wording.present(turn, TODAY))
    assert line in said
    assert counted in said
    assert asked not in turn.session.model_dump_json()


class Offers:
    """Stands in for the matching: every message is taken for one of two topics."""

    def decide(self, text: str, context: object) -> Decision:
        del text, context
        return Decision(Verdict.OFFER, ("registration_deadline", "penalties"), 0.5)

    def spoken(self, text: str) -> Spoken:
        del text
        return Spoken.MS


def test_a_topic_offered_for_such_a_question_has_the_deadline_too(
    knowledge: Knowledge, wording: Wording
) -> None:
    play = Play(Engine(knowledge, Offers()), wording, TODAY)
    play.turn(Said("pekerja mula 3 nov, bila last daftar?"))
    play.press(knowledge.topics["registration_deadline"].title.ms)
    assert play.reply is not None
    assert "Daftar selewat-lewatnya Khamis, 3 Disember 2026." in plain.text(play.reply)
