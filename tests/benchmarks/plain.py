"""The yardstick: the same slides and page by a plain python-pptx + ReportLab script.

What somebody would write in an afternoon: it loads the YAML, takes no template, checks and measures nothing, and puts
the same texts on as many slides, with notes, shapes and tables, and on one page. Usage: plain.py BRIEF OUTPUT_FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches, Pt
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import HRFlowable, Paragraph, SimpleDocTemplate, Table

NAVY, RED, PALE = RGBColor(0x14, 0x28, 0x4B), RGBColor(0x9A, 0x2A, 0x2A), RGBColor(0xEE, 0xF2, 0xF7)


class Deck:
    def __init__(self) -> None:
        self.presentation = Presentation()
        self.presentation.slide_width, self.presentation.slide_height = Inches(13.333), Inches(7.5)

    def slide(self, kicker: str, title: str, source: str, notes: str) -> Any:
        slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[5])
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = Inches(0.75), Inches(0.45), Inches(11.8), Inches(1)
        shape.text_frame.text = title
        font = shape.text_frame.paragraphs[0].runs[0].font
        font.size, font.bold, font.color.rgb = Pt(28), True, NAVY
        self.text(slide, kicker.upper(), 0.75, 0.25, 11.8, 0.2, 12, RED, bold=True)
        self.text(slide, source, 0.75, 6.95, 7.8, 0.3, 11, NAVY)
        self.text(slide, "UNCLASSIFIED", 4.9, 7.25, 3.5, 0.2, 11, NAVY, bold=True)
        self.text(slide, "21 November 2026", 9, 6.95, 3, 0.2, 11, NAVY)
        self.text(slide, str(len(self.presentation.slides)), 12, 6.95, 0.5, 0.2, 11, NAVY)
        self.box(slide, 0.75, 6.9, 11.8, 0.01, NAVY)
        slide.notes_slide.notes_text_frame.text = notes
        return slide

    def text(
        self, slide: Any, text: str, left: float, top: float, width: float, height: float, size: float,
        color: RGBColor = NAVY, *, bold: bool = False,
    ) -> None:  # fmt: skip
        frame = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height)).text_frame
        frame.word_wrap = True
        for number, part in enumerate(text.split("\n")):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = part
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, color

    def box(
        self, slide: Any, left: float, top: float, width: float, height: float, color: RGBColor, *, oval: bool = False
    ) -> None:
        kind = MSO_SHAPE.OVAL if oval else MSO_SHAPE.RECTANGLE
        shape = slide.shapes.add_shape(kind, Inches(left), Inches(top), Inches(width), Inches(height))
        shape.fill.solid()
        shape.fill.fore_color.rgb = color
        shape.line.fill.background()

    def table(self, slide: Any, rows: list[list[str]]) -> None:
        size = (Inches(0.75), Inches(1.7), Inches(11.8), Inches(4.9))
        table = slide.shapes.add_table(len(rows), len(rows[0]), *size).table
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                cell = table.cell(r, c)
                cell.text = text
                cell.text_frame.paragraphs[0].runs[0].font.size = Pt(18)


def deck(brief: dict[str, Any], file: Path) -> None:  # noqa: C901  # a plain script is what it is
    d = Deck()
    source = "Sources: " + "; ".join(s["citation-label"] for s in brief["sources"])
    judgments, recommendations = brief["judgments"], brief["recommendations"]
    s = d.slide("Policy briefing", brief["title"], source, brief["bottom_line"]["text"])
    d.text(s, brief["subtitle"], 0.75, 3, 10, 1, 22)
    d.text(s, f"Prepared for {brief['to']}\n{brief['from']}", 0.75, 5.5, 10, 1, 17)
    s = d.slide("Bottom line", brief["bottom_line"]["headline"], source, brief["bottom_line"]["text"])
    for n, point in enumerate(brief["bottom_line"]["points"]):
        d.box(s, 0.75 + 4 * n, 1.7, 3.8, 0.05, NAVY)
        d.text(s, f"{n + 1}", 0.75 + 4 * n, 1.8, 3.8, 0.6, 44, RED, bold=True)
        d.text(s, point["label"], 0.75 + 4 * n, 2.5, 3.8, 0.4, 25, bold=True)
        d.text(s, point["text"], 0.75 + 4 * n, 3, 3.8, 2.6, 24)
    d.box(s, 0.75, 6.1, 11.8, 0.5, PALE)
    d.text(s, "Decision sought: " + brief["decision"]["ask"], 0.9, 6.1, 11.5, 0.5, 24, bold=True)
    notes = "\n".join(f"{j['headline']}. {j['confidence']}: {j['basis']}" for j in judgments)
    s = d.slide("Key judgments", brief["headlines"]["judgments"], source, notes)
    for n, j in enumerate(judgments):
        top = 1.7 + 0.82 * n
        d.text(s, str(n + 1), 0.75, top, 0.5, 0.7, 26, RED, bold=True)
        d.text(s, f"{j['headline']}\n{j['short']}", 1.3, top, 9, 0.8, 18)
        for dot in range(3):
            d.box(s, 10.6 + 0.17 * dot, top + 0.3, 0.12, 0.12, NAVY, oval=True)
        d.text(s, j["confidence"], 11.2, top + 0.2, 1.4, 0.3, 14, bold=True)
        d.box(s, 0.75, top + 0.8, 11.8, 0.01, PALE)
    balance = brief["balance"]
    s = d.slide("Judgment 2", balance["headline"], source, balance["dilemma"]["lead"])
    for n, side in enumerate(balance["sides"]):
        d.box(s, 0.75 + 6 * n, 1.7, 5.8, 3.6, PALE)
        d.text(s, side["label"], 1 + 6 * n, 1.8, 5.3, 0.4, 21, bold=True)
        d.text(s, "\n".join(side["points"]), 1 + 6 * n, 2.4, 5.3, 2.8, 20)
    d.box(s, 0.75, 5.5, 11.8, 1, PALE)
    d.text(s, "; ".join(balance["dilemma"]["aims"]), 0.9, 5.5, 11.5, 1, 18)
    comparison = brief["comparison"]
    s = d.slide("The comparison", comparison["headline"], source, comparison["headline"])
    d.table(s, [["Criterion", *comparison["columns"]], *[[row["label"], *row["cells"]] for row in comparison["rows"]]])
    s = d.slide("How we got here", brief["timeline"]["headline"], source, brief["timeline"]["headline"])
    d.box(s, 0.75, 4, 11.8, 0.04, NAVY)
    for n, event in enumerate(brief["timeline"]["events"]):
        d.box(s, 0.75 + 2.2 * n, 3.9, 0.2, 0.2, NAVY, oval=True)
        d.text(s, f"{event['when']}\n{event['text']}", 0.75 + 2.2 * n, 2.3 if n % 2 == 0 else 4.3, 3.6, 1.5, 24)
    notes = "\n".join(f"{r['headline']}. {r['text']}" for r in recommendations)
    s = d.slide("Five recommendations", brief["headlines"]["recommendations"], source, notes)
    for n, r in enumerate(recommendations):
        d.box(s, 0.75, 1.7 + n, 11.8, 0.9, PALE)
        d.box(s, 0.75, 1.7 + n, 0.06, 0.9, NAVY)
        d.text(s, str(n + 1), 0.9, 1.8 + n, 0.5, 0.6, 26, bold=True)
        d.text(s, r["headline"], 1.4, 1.9 + n, 3.4, 0.6, 19, bold=True)
        d.text(s, r["short"], 5, 1.75 + n, 7.5, 0.9, 18)
    by_id = {j["id"]: j["headline"] for j in judgments}
    s = d.slide("From judgment to recommendation", brief["headlines"]["trace"], source, brief["headlines"]["trace"])
    d.table(
        s,
        [["What to do", "Because we judge that"]]
        + [[r["headline"], "; ".join(by_id[i] for i in r["rests_on"])] for r in recommendations],
    )
    s = d.slide("What to avoid", brief["headlines"]["avoid"], source, "\n".join(a["text"] for a in brief["avoid"]))
    for n, entry in enumerate(brief["avoid"]):
        d.box(s, 0.75 + 4 * n, 1.7, 3.8, 0.05, RED)
        d.text(s, entry["headline"], 0.75 + 4 * n, 1.9, 3.8, 0.9, 25, bold=True)
        d.text(s, entry["text"], 0.75 + 4 * n, 2.9, 3.8, 3, 24)
    d.slide("Backup", "The evidence behind each judgment", "", "")
    for n, j in enumerate(judgments):
        s = d.slide(f"Judgment {n + 1}", j["headline"], source, j["text"])
        for column, title in enumerate(("What we judge", "In their own words")):
            d.box(s, 0.75 + 6 * column, 1.7, 5.8, 0.05, NAVY)
            d.text(s, title, 0.75 + 6 * column, 1.8, 5.8, 0.4, 22, bold=True)
        d.text(s, j["text"], 0.75, 2.3, 5.8, 2.8, 22)
        for k, piece in enumerate(j["evidence"]):
            d.box(s, 6.75, 2.4 + 1.5 * k, 0.03, 1.2, RED)
            d.text(
                s,
                f"“{piece.get('quote', '')}”\n{piece['source']}, {piece['locator']}",
                6.9,
                2.4 + 1.5 * k,
                5.6,
                1.3,
                20,
            )
        d.box(s, 0.75, 5.6, 11.8, 1, PALE)
        d.text(s, f"{j['confidence']} confidence\n{j['basis']}", 0.9, 5.6, 11.5, 1, 18)
    s = d.slide("Sources", "Where this comes from, and how sure we are", "", brief["confidence_note"])
    d.text(
        s,
        "\n".join(
            f"{n}. {entry.get('title', '')} {entry.get('note', '')}" for n, entry in enumerate(brief["sources"], 1)
        ),
        0.75,
        2,
        5.8,
        4,
        20,
    )
    for n, level in enumerate(("High", "Moderate", "Low")):
        d.text(s, f"{level}\nWhat it means, in a sentence or two.", 6.75, 2 + 1.4 * n, 5, 1.2, 22)
        for dot in range(3):
            d.box(s, 12 + 0.17 * dot, 2.4 + 1.4 * n, 0.12, 0.12, NAVY, oval=True)
    d.presentation.save(str(file))


def memo(brief: dict[str, Any], file: Path) -> None:
    import fontpkg_fira_sans
    import fontpkg_ibm_plex_serif

    for family, package, prefix in (
        ("Text", fontpkg_fira_sans, "FiraSans"),
        ("Head", fontpkg_ibm_plex_serif, "IBMPlexSerif"),
    ):
        folder = Path(package.__file__).parent / "files"
        names = [family, f"{family}-B", f"{family}-I", f"{family}-BI"]
        for name, style in zip(names, ("Regular", "SemiBold", "Italic", "SemiBoldItalic"), strict=True):
            registerFont(TTFont(name, str(folder / f"{prefix}-{style}.ttf")))
        registerFontFamily(family, *names)
    navy = HexColor("#14284B")
    body = ParagraphStyle("body", fontName="Text", fontSize=10.4, leading=14, spaceAfter=4)
    heading = ParagraphStyle("h", parent=body, fontName="Text-B", fontSize=9, textColor=navy, spaceBefore=8)
    title = ParagraphStyle("t", parent=body, fontName="Head-B", fontSize=17, leading=20, textColor=navy)
    lead = ParagraphStyle("l", parent=body, fontName="Head-B", fontSize=12, leading=15.5, textColor=navy)
    small = ParagraphStyle("s", parent=body, fontSize=7.4, leading=9.4)

    def items(entries: list[dict[str, Any]]) -> list[Any]:
        return [
            Paragraph(f"<b>{escape(e['headline'])}.</b> {escape(e['short'])}<super>1</super>", body, bulletText=str(n))
            for n, e in enumerate(entries, 1)
        ]

    comparison = brief["comparison"]
    rows = [
        ["", *comparison["columns"]],
        *[[r["label"], *r["cells"]] for r in comparison["rows"] if r.get("in_memo", True)],
    ]
    cells = [[Paragraph(escape(text), body) for text in row] for row in rows]
    sources = [f"{entry.get('title', '')} {entry['citation-label']}" for entry in brief["sources"]]
    story = [
        Paragraph("UNCLASSIFIED", small), Paragraph("MEMORANDUM", heading), Paragraph(escape(brief["subject"]), title),
        HRFlowable(width="100%", color=navy),
        Table([["TO", brief["to"], "DATE", "21 November 2026"], ["FROM", brief["from"], "MEETING", "24 November"]]),
        Paragraph("BOTTOM LINE", heading), Paragraph(escape(brief["bottom_line"]["text"]), lead),
        Paragraph("KEY JUDGMENTS", heading), *items(brief["judgments"]), Table(cells),
        Paragraph("FIVE RECOMMENDATIONS", heading), *items(brief["recommendations"]),
        Paragraph("<b>Avoid:</b> " + escape("; ".join(a["short"] for a in brief["avoid"])), body),
        Table([[Paragraph("<b>Decision:</b> " + escape(brief["decision"]["ask"]), body), "Approve", "Discuss"]]),
        Paragraph(escape("; ".join(sources) + brief["confidence_note"]), small),
    ]  # fmt: skip
    SimpleDocTemplate(str(file), pagesize=letter, leftMargin=54, rightMargin=54, topMargin=40, bottomMargin=40).build(
        story
    )


def main() -> None:
    brief = yaml.load(
        Path(sys.argv[1]).read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )  # both are safe loaders
    output = Path(sys.argv[2])
    output.mkdir(parents=True, exist_ok=True)
    deck(brief, output / "plain.pptx")
    memo(brief, output / "plain.pdf")


if __name__ == "__main__":
    main()
