"""Greeting, help, menus, small talk and not knowing, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.messages import Look, SetLanguage
from bot.dialogue.reply import Button, Part, Reply, Role
from bot.dialogue.views import (
    Answer,
    Audiences,
    Checklists,
    Contribution,
    Help,
    Home,
    Languages,
    Small,
    Subjects,
    Topics,
)
from bot.i18n import Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from bot.content.model import Topic
    from bot.dialogue.voice import Row, Voice

LANGUAGE_NAMES = {Language.MS: "Bahasa Melayu", Language.EN: "English"}
# The topic that says how to reach a person, and the one that says whom to ring when someone is hurt.
TALK_TO_PERSON = "talk_to_person"


def home(voice: Voice) -> Reply:
    say = voice.say
    parts = (
        Part(
            Role.LEAD,
            (say("Hello! I am Panduan PERKESO, a guide to PERKESO (SOCSO). I am not an official bot."),),
        ),
        Part(Role.TEXT, (say("Type your question in your own words, or choose below."),)),
    )
    buttons = (
        *voice.resume(),
        (Button(say("Ask anything"), Look(Help())), Button(say("Topics"), Look(Audiences()))),
        (Button(say("Registration checklist"), Look(Checklists())),),
        (
            Button(say("How much to contribute?"), Look(Contribution())),
            Button(say("Language / Bahasa"), Look(Languages())),
        ),
    )
    return Reply(parts, buttons)


def help_(voice: Voice) -> Reply:
    say = voice.say
    parts = (
        Part(Role.LEAD, (say("Type your question as you would say it to a friend."),)),
        Part(Role.BULLETS, (
            say("“How many days to register a new worker?”"),
            say("“My boss never paid SOCSO. Where do I complain?”"),
            say("“I drive e-hailing. Do I have to contribute?”"),
        )),
        Part(Role.TEXT, (say("/topics: browse · /register: checklists · /contribution: amounts for a wage · /language: Malay or English · /start: main menu"),)),
        Part(Role.TEXT, (say("I answer only from checked notes. When I do not know, I say so."),)),
        Part(Role.FINE_PRINT, (
            say("I keep your choices and checklist answers, never what you type. Do not send IC, TAC or bank details."),
        )),
    )  # fmt: skip
    return Reply(parts, voice.way_on())


def languages(voice: Voice) -> Reply:
    buttons = tuple(Button(name, SetLanguage(language)) for language, name in LANGUAGE_NAMES.items())
    return Reply((Part(Role.LEAD, (voice.say("Choose your language."),)),), (buttons,))


def offer(voice: Voice, topics: Iterable[str], by: Mapping[str, date]) -> Reply:
    """Two or three topics to choose from, each in its own words. `by` goes along to the answer."""
    say = voice.say
    rows = [*topic_rows(voice, topics, by), (Button(say("None of these"), Look(Help())),)]
    return Reply((Part(Role.LEAD, (say("Which of these do you mean?"),)),), (*rows, *voice.resume()))


def unknown(voice: Voice) -> Reply:
    say = voice.say
    parts = (
        Part(Role.LEAD, (say("I am sorry, I do not know the answer to that, and I will not guess."),)),
        Part(Role.TEXT, (say("Try a few other words, or ask PERKESO: {hotline}.", hotline=voice.hotline),)),
    )
    buttons: list[Row] = [(Button(say("Copy the hotline"), copies=voice.hotline),)]
    if TALK_TO_PERSON in voice.knowledge.topics:
        buttons.append((topic_button(voice, voice.knowledge.topics[TALK_TO_PERSON]),))
    return Reply(parts, (*buttons, *voice.way_on()))


def small_talk(voice: Voice, kind: Small) -> Reply:
    say = voice.say
    said = {
        Small.GREETING: say("Hello! What would you like to know about PERKESO?"),
        Small.THANKS: say("You are welcome. Ask me any time."),
        Small.GOODBYE: say("Goodbye, take care. Your place is kept."),
        Small.WHO_ARE_YOU: say(
            "I am a computer program, not a person and not PERKESO. I answer only from notes that people have checked."
        ),
        Small.OK: say("All right. Anything else?"),
        Small.ABUSE: say("I am sorry this is frustrating. A person can help you: PERKESO, {hotline}.",
                         hotline=voice.hotline),
    }[kind]  # fmt: skip
    return Reply((Part(Role.LEAD, (said,)),), voice.way_on())


def audiences(voice: Voice) -> Reply:
    rows = tuple(
        (Button(voice.text(title), Look(Subjects(audience=name))),)
        for name, title in voice.knowledge.browse.audience_titles.items()
    )
    lead = Part(Role.LEAD, (voice.say("Who are you? I will show the topics for you."),))
    return Reply((lead,), (*rows, *voice.resume(), (_home_button(voice),)))


def subjects(voice: Voice, audience: str) -> Reply:
    browse = voice.knowledge.browse
    there = {topic.subject for topic in voice.knowledge.topics.values() if audience in topic.audience}
    buttons = [
        Button(voice.text(title), Look(Topics(audience=audience, subject=name)))
        for name, title in browse.subject_titles.items()
        if name in there
    ]
    title = voice.text(browse.audience_titles[audience])
    parts = (Part(Role.HEADING, (title,)), Part(Role.LEAD, (voice.say("What is it about?"),)))
    back = (Button(voice.say("Back"), Look(Audiences())), _home_button(voice))
    return Reply(parts, (*in_twos(buttons), *voice.resume(), back))


def topics(voice: Voice, audience: str, subject: str) -> Reply:
    found = [
        topic.id
        for topic in voice.knowledge.topics.values()
        if audience in topic.audience and topic.subject == subject
    ]
    title = voice.text(voice.knowledge.browse.subject_titles[subject])
    parts = (Part(Role.HEADING, (title,)), Part(Role.LEAD, (voice.say("Choose a topic."),)))
    back = (Button(voice.say("Back"), Look(Subjects(audience=audience))), _home_button(voice))
    return Reply(parts, (*topic_rows(voice, found), *voice.resume(), back))


def topic_rows(voice: Voice, names: Iterable[str], by: Mapping[str, date] | None = None) -> tuple[Row, ...]:
    """A button for each topic, one a row: titles are words that tell topics apart."""
    known = (voice.knowledge.topics[name] for name in names if name in voice.knowledge.topics)
    return tuple((topic_button(voice, topic, (by or {}).get(topic.id)),) for topic in known)


def topic_button(voice: Voice, topic: Topic, by: date | None = None) -> Button:
    return Button(voice.text(topic.title), Look(Answer(topic=topic.id, by=by)))


def in_twos(buttons: list[Button]) -> tuple[Row, ...]:
    return tuple(tuple(buttons[start : start + 2]) for start in range(0, len(buttons), 2))


def _home_button(voice: Voice) -> Button:
    return Button(voice.say("Main menu"), Look(Home()))
