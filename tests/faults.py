"""A hundred and more faults that editors make, each planted alone into a copy of the knowledge.

Each says which file it changes, what it replaces there by what, where the fault then stands (the line that
holds `at`, or the line where the new words begin) and a word that must be in what the editor is told.
"""

from __future__ import annotations

from dataclasses import dataclass

TOPIC, LIST, FACTS = "topics/planted.yaml", "checklists/planted.yaml", "facts.yaml"
LONG = "Ini ayat yang sangat panjang " + "dan terus sahaja bersambung " * 8 + "tanpa henti."
SCREEN = "Ayat ini pendek. " * 45
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n"


@dataclass(frozen=True)
class Fault:
    """One fault: `old` becomes `new` in `file`; an empty `old` puts `new` at the head of the file."""

    file: str
    old: str
    new: str
    told: str
    at: str | int | None = None

    def plant(self, raw: bytes) -> bytes:
        old, new = self.old.encode(), self.new.encode("utf-8", "surrogateescape")
        assert old in raw, f"{self.old!r} is not in {self.file}"
        return raw.replace(old, new, 1)

    def line(self, raw: bytes) -> int:
        """The line at which it must be told, counted from 1."""
        if isinstance(self.at, int):
            return self.at
        mark = (self.at or self.new.split("\n")[0]).encode("utf-8", "surrogateescape")
        assert mark in raw, f"{mark!r} stands nowhere"
        return raw.count(b"\n", 0, raw.index(mark)) + 1


T1 = "ms: Bayar sebelum atau pada {due_day} hari bulan."
WAYS = "ms: Ada lima cara untuk membayar."
WAYS_EN = "en: There are five ways to pay."
DATES = "checked: 2026-11-23\nreview_by: 2027-11-30"
DAYS = "      - is: '77'"

FAULTS = (
    # --- a language is missing, or a field
    Fault(TOPIC, "    en: Fill in the form.\n", "", "“en” is missing", "- ms: Isi borang itu."),
    Fault(TOPIC, "  - ms: Isi borang itu.\n    en:", "  - en:", "“ms” is missing"),
    Fault(TOPIC, "title:\n  ms: Topik untuk ujian\n", "title:\n", "“ms” is missing", "title:"),
    Fault(TOPIC, "    en: Fill in the form.", "    en:", "“en”", "    en:\n"),
    Fault(TOPIC, "    en: Fill in the form.", "    en: ''", "“en” is empty"),
    Fault(LIST, "        label: {ms: Majikan, en: Employer}", "        label: {ms: Majikan}", "“en” is missing"),
    Fault(LIST, "      en: Look at the pay slip.\n", "", "“en” is missing", "not_sure:\n      ms: Lihat"),
    Fault(FACTS, "{ms: tempoh ujian, en: the tests' time}", "{ms: tempoh ujian}", "“en” is missing", "{ms: tempoh ujian}"),
    Fault(TOPIC, "review_by: 2027-11-30\n", "", "“review_by” is missing", 2),
    Fault(TOPIC, "checked: 2026-11-23\n", "", "“checked” is missing", 2),
    Fault(TOPIC, "sources: [rates_page, planted_source]\n", "", "“sources” is missing", 2),
    Fault(TOPIC, "sources: [rates_page, planted_source]", "sources: []", "“sources” is empty"),
    Fault(TOPIC, "  en:\n    - Can my giraffe be enrolled together with an elephant?\n", "", "“en” is missing", "examples:"),
    Fault(TOPIC, "    - zirafah sy leh dftr ke gn gajah\n", "", "“sms”", "  sms:"),
    # --- a field that is not known
    Fault(TOPIC, "details:", "detials:", "did you mean “details”"),
    Fault(TOPIC, "related: [", "relted: [", "did you mean “related”"),
    Fault(TOPIC, "    until: 2027-12-31", "    untill: 2027-12-31", "did you mean “until”"),
    Fault(LIST, "    kind: date", "    kinds: date", "did you mean “kind”"),
    Fault(LIST, "    section: steps", "    section: step", "write one of"),
    Fault(FACTS, "    kind: days\n    holds:\n      - is: '77'", "    kind: day\n    holds:\n      - is: '77'", "write one of", "    kind: day\n"),
    Fault(TOPIC, "subject: contribute", "subject: contribute\nnotes: semak lagi", "is not known here", "notes:"),
    # --- a name that is not known
    Fault(TOPIC, "Telefon {hotline}", "Telefon {hotlin}", "did you mean “hotline”"),
    Fault(TOPIC, "Open {assist}.", "Open {asist}.", "did you mean “assist”"),
    Fault(TOPIC, "related: [wage_ceiling,", "related: [wage_cieling,", "did you mean “wage_ceiling”"),
    Fault(TOPIC, "checklist: planted", "checklist: plantd", "did you mean “planted”"),
    Fault(TOPIC, "sources: [rates_page,", "sources: [rate_page,", "did you mean “rates_page”"),
    Fault(TOPIC, "rests_on: [A6.4]", "rests_on: [A96.4]", "is not known"),
    Fault(TOPIC, "audience: [employer, worker]", "audience: [employer, workers]", "did you mean “worker”"),
    Fault(TOPIC, "subject: contribute", "subject: contribut", "did you mean “contribute”"),
    Fault(LIST, "    topic: portals", "    topic: portal", "did you mean “portals”"),
    Fault(LIST, "    when: {who: [boss]}", "    when: {whom: [boss]}", "is not a question above"),
    Fault(LIST, "    when: {who: [boss, not_sure]}", "    when: {who: [bos, not_sure]}", "did you mean “boss”"),
    Fault(LIST, "    fact: planted_days", "    fact: planted_day_s", "did you mean “planted_days”"),
    Fault(LIST, "    question: began", "    question: begin", "kind: date"),
    Fault(TOPIC, "{planted_ceiling.from}.\n    en", "{planted_ceiling.since}.\n    en", "does not name a fact", "{planted_ceiling.since}"),
    # --- the languages say different things
    Fault(TOPIC, "A problem? Call {hotline}.", "A problem? Call {planted_phone}.", "stands in the other language"),
    Fault(TOPIC, "ceiling is {planted_ceiling}, since {planted_ceiling.from}", "ceiling is {planted_ceiling}", "stands in the other language"),
    Fault(TOPIC, "since {planted_ceiling.from}", "before {planted_ceiling.before}", "stands in the other language"),
    Fault(TOPIC, "  - ms: Buka {assist}.", "  - ms: Buka {eis_portal}.", "stands in the other language"),
    Fault(TOPIC, WAYS_EN, "en: There are four ways to pay.", "count differently"),
    Fault(TOPIC, WAYS, "ms: Ada tiga cara untuk membayar.", "count differently", WAYS_EN),
    Fault(LIST, "en: By {date} at the latest.", "en: As soon as you can.", "stands in the other language"),
    # --- figures, links and numbers written out
    Fault(TOPIC, "Silingnya {planted_ceiling},", "Silingnya RM6,000,", "RM6,000 is written out; write {"),
    Fault(TOPIC, "before {planted_days} have", "before 77 days have", "write {planted_days}"),
    Fault(TOPIC, WAYS_EN, "en: The rate is 2.5% of pay.", "2.5% is written out"),
    Fault(TOPIC, WAYS_EN, "en: It began on 1 June of that year.", "is written out"),
    Fault(TOPIC, WAYS, "ms: Bayar dalam tiga puluh hari.", "“tiga puluh hari” is a figure in words"),
    Fault(TOPIC, WAYS_EN, "en: Pay within thirty days.", "“thirty days” is a figure in words"),
    Fault(TOPIC, WAYS_EN, "en: Keep it for seven years.", "“seven years” is a figure in words"),
    Fault(LIST, "en: Look at the pay slip.", "en: Look at the last 3 pay slips.", "3 is written out"),
    Fault(TOPIC, WAYS, "ms: Buka www.perkeso.gov.my sekarang.", "a link is written out"),
    Fault(TOPIC, WAYS_EN, "en: Open https://socso-claims.com now.", "a link is written out"),
    Fault(TOPIC, WAYS_EN, "en: Write to help@socso.com today.", "a link is written out"),
    Fault(TOPIC, WAYS_EN, "en: Send a message to 012-345 6789.", "telephone number 012-345 6789"),
    Fault(TOPIC, WAYS, "ms: Telefon +603-4264 5000 sekarang.", "telephone number"),
    Fault(LIST, "ms: Lihat slip gaji.", "ms: Telefon 1-300-22-9000.", "telephone number 1-300-22-9000"),
    # --- what is not official
    Fault(FACTS, "      - is: 'https://www.perkeso.gov.my/ujian'", "      - is: 'https://perkeso-my.com/ujian'", "in no domain"),
    Fault(FACTS, "      - is: 'ujian@perkeso.gov.my'", "      - is: 'ujian.perkeso@gmail.com'", "in no domain"),
    Fault(FACTS, "      - is: '1-300-22-8000'\n    sources: [rates_page]", "      - is: '1-300-22-8001'\n    sources: [rates_page]", "official numbers"),
    Fault(FACTS, "    read: https://www.perkeso.gov.my/ujian.html", "    read: https://perkeso.info/ujian.html", "in no domain"),
    Fault(FACTS, "    kind: official\n    url: https://www.perkeso.gov.my\n    read: https://www.perkeso.gov.my/ujian.html", "    kind: report\n    url: https://blog.example.com/socso", "in no domain", "    url: https://blog.example.com/socso"),
    # --- facts that are not what they say
    Fault(FACTS, DAYS, "      - is: '77 hari'", "is not of the kind “days”"),
    Fault(FACTS, DAYS, "      - is: 'RM77'", "is not of the kind “days”"),
    Fault(FACTS, "{is: '6000', from: 2024-10-01}", "{is: '6,000', from: 2024-10-01}", "is not of the kind “money”", "- {is: '6,000'"),
    Fault(FACTS, "      - is: '2026-06-01'\n    sources: [rates_page]", "      - is: '1/6/2026'\n    sources: [rates_page]", "is not of the kind “date”"),
    Fault(FACTS, "      - is: '2026-06-01'\n    sources: [rates_page]", "      - is: '2026-13-01'\n    sources: [rates_page]", "is not of the kind “date”"),
    Fault(FACTS, "'5000', from: 2022-09-01, until: 2024-09-30}", "'5000', from: 2022-09-01, until: 2024-12-31}", "two values hold on the same day", "{is: '6000', from: 2024-10-01}\n    sources: [rates_page]"),
    Fault(FACTS, "'5000', from: 2022-09-01, until: 2024-09-30}", "'5000', from: 2024-10-01, until: 2024-09-30}", "“until” is before “from”"),
    Fault(TOPIC, "    from: 2025-01-01\n", "", "has no value on 2022-01-01", "  - ms: Silingnya"),
    # --- dates and reviews
    Fault(TOPIC, DATES, "checked: 2025-11-23\nreview_by: 2026-11-20", "overdue since 2026-11-20", "review_by:"),
    Fault(TOPIC, DATES, "checked: 2025-12-23\nreview_by: 2026-12-20", "due by 2026-12-20", "review_by:"),
    Fault(LIST, DATES, "checked: 2025-11-23\nreview_by: 2026-11-01", "overdue", "review_by:"),
    Fault(FACTS, "  planted_days:", "  planted_due:\n    about: {ms: a, en: a}\n    kind: days\n    holds:\n      - is: '5'\n    sources: [rates_page]\n    rests_on: [A6.4]\n    confidence: high\n    checked: 2025-01-01\n    review_by: 2026-01-01\n  planted_days:", "overdue", "    review_by: 2026-01-01"),
    Fault(TOPIC, "review_by: 2027-11-30", "review_by: 2026-11-22", "must be after “checked”"),
    Fault(TOPIC, "review_by: 2027-11-30", "review_by: 2072-11-30", "more than two years"),
    Fault(TOPIC, "checked: 2026-11-23", "checked: 2027-01-23", "still to come"),
    Fault(TOPIC, "checked: 2026-11-23", "checked: 23/11/2026", "is not a date"),
    Fault(TOPIC, "checked: 2026-11-23", "checked: 2026-11-31", "is not a date"),
    Fault(TOPIC, "    from: 2028-01-01", "    from: 20280101", "is not a date"),
    Fault(TOPIC, "    from: 2028-01-01", "    from: 2028-02-01", "0 of the lines under “short”", "short:"),
    Fault(TOPIC, "    from: 2028-01-01", "    from: 2027-06-01", "2 of the lines under “short”", "short:"),
    # --- texts for readers
    Fault(TOPIC, WAYS, f"ms: {LONG}", "at most 25", "ms: Ini ayat yang sangat"),
    Fault(LIST, "ms: Lihat slip gaji.", f"ms: {LONG}", "at most 25", "ms: Ini ayat yang sangat"),
    Fault(TOPIC, WAYS, f"ms: {SCREEN}", "characters before “more”", "short:"),
    Fault(TOPIC, "  en: A topic for the tests", "  en: A topic for the tests with a title that never ends", "over 45"),
    Fault(TOPIC, "ms: Ini urusan SIP (EIS) juga.", "ms: Ini urusan SIP juga.", "SIP is never opened"),
    Fault(TOPIC, WAYS_EN, "en: Ask the SSM about it.", "SSM is never opened"),
    Fault(TOPIC, WAYS_EN, "en: There are <b>five</b> ways to pay.", "plain text only"),
    Fault(TOPIC, WAYS_EN, "en: There are **five** ways to pay.", "plain text only"),
    Fault(TOPIC, "  - ms: Isi borang itu.\n    en: Fill in the form.\n", "  - ms: Isi borang itu.\n    en: Fill in the form.\n" * 7, "more than 7 steps", "steps:"),
    # --- twice
    Fault(TOPIC, "title:\n  ms: Topik untuk ujian", "title:\n  ms: Siling gaji", "is also that of wage_ceiling", 2),
    Fault(TOPIC, "subject: contribute", "subject: contribute\nsubject: about", "is here twice", "subject: about"),
    Fault(LIST, "      staff:\n", "      boss:\n", "is here twice", "      boss:\n        label: {ms: Pekerja"),
    Fault(FACTS, "  planted_phone:", "  planted_days:", "is here twice", "  planted_days:\n    about: {ms: telefon"),
    Fault(TOPIC, "related: [wage_ceiling, portals]", "related: [wage_ceiling, wage_ceiling]", "is here twice"),
    Fault(TOPIC, "related: [wage_ceiling, portals]", "related: [planted, portals]", "names itself"),
    Fault(TOPIC, "Siapakah yang menyimpan kunci almari biru itu?", "Bolehkah zirafah saya didaftarkan bersama gajah", "is here twice", "    - Bolehkah zirafah saya didaftarkan bersama gajah\n"),
    Fault(TOPIC, "zirafah sy leh dftr ke gn gajah", "Adakah burung unta perlukan payung merah", "or also in"),
    Fault(TOPIC, "zirafah sy leh dftr ke gn gajah", "adakah burung unta perlukn payung merah tu", "nearly the same as"),
    Fault("browse.yaml", "  - id: worker\n", "  - id: employer\n", "is here twice", "  - id: employer\n    title: {ms: Pekerja"),
    Fault("language/concepts.yaml", "  worker: [", "  worker: [majikan, ", "stands under “employer” already"),
    Fault("language/concepts.yaml", "  worker: [", "  gergasi: [raksasa, ogre]\n  worker: [", "no topic's examples use “gergasi”"),
    Fault("language/shorthand.yaml", "  belum: [", "  belum: [tak, ", "already"),
    # --- YAML that misleads, and files that are broken
    Fault(TOPIC, WAYS, "ms: Nota: ada lima cara.", "not valid YAML"),
    Fault(TOPIC, WAYS, "ms: 'Ada lima cara' untuk membayar.", "not valid YAML"),
    Fault(TOPIC, WAYS, 'ms: "Ada lima cara untuk membayar.', "not valid YAML"),
    Fault(TOPIC, WAYS, "ms: @PERKESO ada lima cara.", "not valid YAML"),
    Fault(TOPIC, WAYS, "ms: Ada lima cara #untuk membayar.", "lost as a comment"),
    Fault(TOPIC, WAYS, "ms: !Ada lima cara.", "begin with !"),
    Fault(TOPIC, WAYS, "ms: no", "YAML misreads no"),
    Fault(TOPIC, "    - Siapakah yang menyimpan kunci almari biru itu?", "    - yes", "YAML misreads yes"),
    Fault(FACTS, DAYS, "      - is: 077", "YAML misreads 077"),
    Fault(FACTS, DAYS, "      - is: 12:30", "YAML misreads 12:30"),
    Fault(LIST, "      staff:\n", "      on:\n", "YAML misreads on"),
    Fault(LIST, "label: {ms: Majikan, en: Employer}", "label: {ms: Majikan?, en: Employer?}", "ends in ?"),
    Fault(LIST, "label: {ms: Majikan, en: Employer}", "label: {ms: Majikan, bos, en: Employer}", "quotes"),
    Fault(TOPIC, "  - ms: Isi borang itu.", "\t- ms: Isi borang itu.", "there is a tab"),
    Fault(TOPIC, WAYS, "ms: Ada lima\tcara untuk membayar.", "there is a tab"),
    Fault(TOPIC, WAYS, "ms: Ada lima\u00a0cara untuk membayar.", "invisible"),
    Fault(TOPIC, WAYS, "ms: Ada lima\u200b cara untuk membayar.", "invisible"),
    Fault(TOPIC, "  - ms: Ada lima cara untuk membayar.", "  - ms: &cara Ada lima cara untuk membayar.", "an alias"),
    Fault(TOPIC, "title:\n", BOMB + "title:\n", "an alias", "a: &a"),
    Fault(TOPIC, "care:\n", "deep: " + "[" * 500 + "\ncare:\n", "too deep", "deep:"),
    Fault(TOPIC, "    - Can my giraffe be enrolled together with an elephant?\n", "    - Can my giraffe be enrolled together with an elephant?\n---\nmore: x\n", "second document", "---\nmore"),
    Fault(TOPIC, "care:\n", "<<<<<<< HEAD\ncare:\n", "never merged"),
    Fault(TOPIC, "more:\n", "=======\nmore:\n", "never merged"),
    Fault(TOPIC, WAYS, "ms: Ada \udce9lima cara.", "not UTF-8", "ms: Ada \udce9lima"),
    Fault(TOPIC, "# yaml-language-server", "\ufeff# yaml-language-server", "byte-order mark", 1),
    Fault(TOPIC, "title:\n  ms", "title:\r\n  ms", "CRLF", 2),
    Fault(TOPIC, "# yaml-language-server: $schema=../schema/topic.json\n", "", "the first line must be", 1),
    Fault(TOPIC, "# yaml-language-server: $schema=../schema/topic.json\n", "# yaml-language-server: $schema=topic.json\n", "the first line must be", 1),
    Fault(TOPIC, "title:\n", "#" + "x" * 2_000_001 + "\ntitle:\n", "the file is over", 1),
    Fault(TOPIC, "  ms: Kami faham ini menyusahkan.\n", " ms: Kami faham ini menyusahkan.\n", "not valid YAML", "  en: We know"),
)  # fmt: skip
