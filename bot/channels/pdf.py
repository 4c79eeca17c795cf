"""A finished list as one sheet of A4, with boxes to tick by hand."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame, KeepInFrame, Paragraph, Spacer

from bot.channels import plain
from bot.dialogue.reply import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.dialogue.reply import Page, Part

# Everything is in points, 72 to the inch.
MARGIN = 51
WIDTH, HEIGHT = A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN
GAP = 7
BOX = 9.5
BOX_INDENT = 16
SOFT = Color(0.35, 0.35, 0.35)
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=18, leading=22)
LEAD = ParagraphStyle("lead", fontName="Helvetica-Bold", fontSize=11.5, leading=15)
TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=10.5, leading=14)
SMALL = ParagraphStyle("small", fontName="Helvetica", fontSize=8.5, leading=11, textColor=SOFT)
HEADED = ParagraphStyle("headed", TEXT, fontName="Helvetica-Bold")
UNDER = ParagraphStyle("under", TEXT, leftIndent=BOX_INDENT, spaceBefore=2)
STYLES = {Role.HEADING: TITLE, Role.LEAD: LEAD, Role.FINE_PRINT: SMALL}
# Boxes of the finished list, and what is drawn in them: to do, done, how to get it is not known.
BOXES = {"☐": "", "☑": "X", "❓": "?"}


def pdf(page: Page) -> bytes:
    """The page as a PDF. A list too long for the sheet is set smaller until it fits."""
    written = BytesIO()
    canvas = Canvas(written, pagesize=A4, invariant=1)
    canvas.setTitle(page.parts[0].lines[0])
    canvas.setAuthor("Panduan PERKESO")
    story = [piece for part in page.parts for piece in _pieces(part)]
    frame = Frame(MARGIN, MARGIN, WIDTH, HEIGHT, 0, 0, 0, 0)
    frame.addFromList([KeepInFrame(WIDTH, HEIGHT, story, mode="shrink")], canvas)
    canvas.save()
    return written.getvalue()


def _pieces(part: Part) -> Iterator[Flowable]:
    lines = "\n".join(plain.lines(part)).split("\n")
    style = STYLES.get(part.role, HEADED if any(line[:1] in BOXES for line in lines) else TEXT)
    for line in lines:
        if line[:1] in BOXES:
            yield _Boxed(_printable(line[1:]), UNDER, BOXES[line[0]])
        else:
            yield Paragraph(_printable(line), UNDER if line.startswith("→") else style)
    yield Spacer(0, GAP)


def _printable(text: str) -> str:
    """The text in the letters that every PDF reader has. Bars and arrows are left out; they say nothing alone."""
    return escape(text.encode("cp1252", "ignore").decode("cp1252").strip())


class _Boxed(Paragraph):
    """A line with a box before it, and what is written in the box."""

    def __init__(self, text: str, style: ParagraphStyle, mark: str) -> None:
        super().__init__(text, style)
        self._mark = mark

    def draw(self) -> None:
        super().draw()
        bottom = self.height - TEXT.leading + (TEXT.leading - BOX) / 2 - 0.5
        self.canv.setStrokeColor(black)
        self.canv.rect(0, bottom, BOX, BOX)
        self.canv.setFont("Helvetica-Bold", BOX - 1)
        self.canv.drawCentredString(BOX / 2, bottom + 1.6, self._mark)
