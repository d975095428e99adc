"""The other tools of the deck's benchmark, each drawing the same finished slides from the same plain data.

They get what fit found out: texts, places, sizes and colours. So they neither read a brief, render a template nor
measure text, and write no languages, links, alternative texts or decorative marks: what they do is a part of our work.
"""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from policybrief.deck import colors
from policybrief.deck.placed import PlacedDeck, PlacedSlide
from policybrief.deck.shapes import (
    Cell,
    ChartShape,
    Connector,
    Decoration,
    Line,
    PictureShape,
    Polygon,
    Shape,
    TableShape,
    TextShape,
)
from policybrief.ooxml.box import Box
from policybrief.ooxml.color import Color
from policybrief.ooxml.package import NS
from policybrief.text.run import Text

HERE = Path(__file__).resolve().parent
NODE_FOLDER = HERE.parent.parent / "build" / "bench"
PPTXGENJS = "4.0.1"


class MissingError(Exception):
    """A tool that is not there; the message says how to get it."""


# -- the finished slides as plain data


def content(deck: PlacedDeck) -> list[dict[str, Any]]:
    """Each slide: its title, its shapes with places and sizes in points, and its notes."""
    plain = _Plain(deck)
    return [plain.slide(slide) for slide in deck.slides]


class _Plain:
    """The slides of a deck as dictionaries, of which the other tools know the kinds."""

    def __init__(self, deck: PlacedDeck) -> None:
        self._theme = deck.theme

    def slide(self, slide: PlacedSlide) -> dict[str, Any]:
        dark = slide.layout in ("cover", "section")
        return {
            "dark": self._theme.rgb["primary"] if dark else "",
            "shapes": [{"box": _sides(each.box), **self._shape(each)} for each in slide.shapes],
            "notes": [_words(each.text) for each in slide.notes],
        }

    def _shape(self, one: Shape) -> dict[str, Any]:
        match one:
            case TextShape():
                kind = "title" if one.role == "title" else "text"
                return {"kind": kind, "lines": [self._line(each) for each in one.lines]}
            case Decoration():
                return {"kind": "box", "color": self._filled(one.fill), "oval": one.geometry == "ellipse"}
            case Connector():
                color = self._filled(one.color)
                return {"kind": "line", "from": one.start, "to": one.end, "width": one.width, "color": color}
            case Polygon():
                return {"kind": "freeform", "points": one.points, "color": self._filled(one.fill)}
            case TableShape():
                rows = [[self._cell(cell) for cell in cells] for cells in one.rows]
                return {"kind": "table", "rows": rows, "widths": one.widths, "heights": one.heights}
            case ChartShape():
                series = [{"name": _words(each.name), "values": each.values} for each in one.chart.series]
                names = [_words(category) for category in one.chart.categories]
                return {"kind": "chart", "type": one.chart.kind, "categories": names, "series": series}
            case PictureShape():
                raise TypeError("a picture has no counterpart: the brief of the benchmark has none")

    def _line(self, line: Line) -> dict[str, Any]:
        look = line.look
        color = colors.rgb(look.color, self._theme)
        return {"text": _words(line.text), "size": look.size, "bold": look.bold, "color": color, "align": line.align}

    def _cell(self, cell: Cell) -> dict[str, Any]:
        words = "\n".join(_words(each.text) for each in cell.lines)
        return {**self._line(cell.lines[0]), "text": words, "fill": self._filled(cell.fill)}

    def _filled(self, color: Color | None) -> str:
        return colors.rgb(color, self._theme) if color else ""


def _sides(box: Box) -> list[float]:
    return [box.x, box.y, box.width, box.height]


def _words(text: Text) -> str:
    return "".join(run.text for run in text)


# -- python-pptx, as a plain script uses it


def python_pptx(slides: list[dict[str, Any]]) -> bytes:
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Pt(960), Pt(540)
    layout = presentation.slide_layouts[5]
    for each in slides:
        slide = presentation.slides.add_slide(layout)
        if each["dark"]:
            slide.background.fill.solid()
            slide.background.fill.fore_color.rgb = RGBColor.from_string(each["dark"])
        for shape in each["shapes"]:
            _DRAWN[shape["kind"]](slide, shape)
        if each["notes"]:
            slide.notes_slide.notes_text_frame.text = "\n".join(each["notes"])
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def _title(slide: Any, shape: dict[str, Any]) -> None:
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = map(Pt, shape["box"])
    _lines(title.text_frame, shape["lines"])


def _text(slide: Any, shape: dict[str, Any]) -> None:
    frame = slide.shapes.add_textbox(*map(Pt, shape["box"])).text_frame
    frame.word_wrap = True
    _lines(frame, shape["lines"])


def _lines(frame: Any, lines: list[dict[str, Any]]) -> None:
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        if line["align"] != "l":
            paragraph.alignment = {"ctr": PP_ALIGN.CENTER, "r": PP_ALIGN.RIGHT}[line["align"]]
        run = paragraph.add_run()
        run.text = line["text"]
        _font(run.font, line)


def _font(font: Any, line: dict[str, Any]) -> None:
    font.size, font.bold, font.color.rgb = Pt(line["size"]), line["bold"], RGBColor.from_string(line["color"])


def _box(slide: Any, shape: dict[str, Any]) -> None:
    kind = MSO_SHAPE.OVAL if shape["oval"] else MSO_SHAPE.RECTANGLE
    _filled(slide.shapes.add_shape(kind, *map(Pt, shape["box"])), shape)


def _filled(drawn: Any, shape: dict[str, Any]) -> None:
    if shape["color"]:
        drawn.fill.solid()
        drawn.fill.fore_color.rgb = RGBColor.from_string(shape["color"])
    else:
        drawn.fill.background()
    drawn.line.fill.background()


def _line(slide: Any, shape: dict[str, Any]) -> None:
    drawn = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Pt, (*shape["from"], *shape["to"])))
    drawn.line.width, drawn.line.color.rgb = Pt(shape["width"]), RGBColor.from_string(shape["color"])


def _freeform(slide: Any, shape: dict[str, Any]) -> None:
    first, *others = [(Pt(x), Pt(y)) for x, y in shape["points"]]
    builder = slide.shapes.build_freeform(*first)
    builder.add_line_segments(others, close=True)
    _filled(builder.convert_to_shape(), shape)


def _table(slide: Any, shape: dict[str, Any]) -> None:
    rows = shape["rows"]
    table = slide.shapes.add_table(len(rows), len(rows[0]), *map(Pt, shape["box"])).table
    for number, width in enumerate(shape["widths"]):
        table.columns[number].width = Pt(width)
    for number, height in enumerate(shape["heights"]):
        table.rows[number].height = Pt(height)
    for r, row in enumerate(rows):
        for c, each in enumerate(row):
            cell = table.cell(r, c)
            cell.text = each["text"]
            for paragraph in cell.text_frame.paragraphs:
                for run in paragraph.runs:
                    _font(run.font, each)
            if each["fill"]:
                cell.fill.solid()
                cell.fill.fore_color.rgb = RGBColor.from_string(each["fill"])


def _chart(slide: Any, shape: dict[str, Any]) -> None:
    data: Any = CategoryChartData()
    data.categories = shape["categories"]
    for series in shape["series"]:
        data.add_series(series["name"], series["values"])
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *map(Pt, shape["box"]), data).chart
    chart.has_legend = True
    chart.legend.include_in_layout = False
    chart.plots[0].has_data_labels = True


_DRAWN = {
    "title": _title,
    "text": _text,
    "box": _box,
    "line": _line,
    "freeform": _freeform,
    "table": _table,
    "chart": _chart,
}


# -- PptxGenJS, in a node that stays


class PptxGenJS:
    """A node process that makes the deck when it is asked and says how long that took by its own clock."""

    def __init__(self, slides: list[dict[str, Any]], folder: Path) -> None:
        node, npm = shutil.which("node"), shutil.which("npm")
        package = NODE_FOLDER / "node_modules" / "pptxgenjs"
        if node and npm and not package.is_dir():
            NODE_FOLDER.mkdir(parents=True, exist_ok=True)
            install = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(NODE_FOLDER)]
            with suppress(OSError, subprocess.TimeoutExpired):
                subprocess.run([*install, f"pptxgenjs@{PPTXGENJS}"], check=False, capture_output=True, timeout=120)
        if not node or not package.is_dir():
            raise MissingError(f"not installed: npm install --prefix build/bench pptxgenjs@{PPTXGENJS}")
        data, self.file = folder / "deck.json", folder / "pptxgenjs.pptx"
        data.write_text(json.dumps(slides), encoding="utf-8")
        self.command = [node, str(HERE / "pptxgenjs.cjs"), str(package), str(data), str(self.file)]
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def seconds(self) -> float:
        """Make the deck once more."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline()) / 1000

    def deck(self) -> bytes:
        return self.file.read_bytes()

    def close(self) -> None:
        self.process.communicate()


# -- pandoc, a process for each deck


def pandoc(slides: list[dict[str, Any]], folder: Path) -> Callable[[], bytes]:
    """Pandoc on the same words as HTML. It has a layout of its own, no boxes, and the chart's numbers as a table."""
    program = shutil.which("pandoc")
    if not program:
        with suppress(ImportError):
            import pypandoc  # type: ignore[import-not-found,import-untyped,unused-ignore]

            program = pypandoc.get_pandoc_path()
    if not program:
        raise MissingError("not installed: apt-get install pandoc, or pip install pypandoc_binary")
    page, made = folder / "deck.html", folder / "pandoc.pptx"
    page.write_text("".join(_html(slide) for slide in slides), encoding="utf-8")
    command = [program, "-f", "html", "-t", "pptx", "--slide-level=1", "-o", str(made), str(page)]

    def convert() -> bytes:
        subprocess.run(command, check=True, capture_output=True)
        return made.read_bytes()

    return convert


def _html(slide: dict[str, Any]) -> str:
    title, parts, tables = "", "", ""
    for shape in slide["shapes"]:
        texts = [html.escape(line["text"]) for line in shape.get("lines", ())]
        if shape["kind"] == "title":
            title = f"<h1>{' '.join(texts)}</h1>"
        elif shape["kind"] == "text":
            parts += "".join(f"<p>{text}</p>" for text in texts)
        elif shape["kind"] == "table":
            tables += _html_table([[cell["text"] for cell in row] for row in shape["rows"]])
        elif shape["kind"] == "chart":
            names = ["", *(series["name"] for series in shape["series"])]
            values = zip(*(series["values"] for series in shape["series"]), strict=True)
            rows = [[name, *map(str, row)] for name, row in zip(shape["categories"], values, strict=True)]
            tables += _html_table([names, *rows])
    notes = "".join(f"<p>{html.escape(note)}</p>" for note in slide["notes"])
    return f'{title}{parts}{tables}<div class="notes">{notes}</div>'


def _html_table(rows: list[list[str]]) -> str:
    head, *body = ["".join(f"<td>{html.escape(text)}</td>" for text in row) for row in rows]
    rest = "".join(f"<tr>{row}</tr>" for row in body)
    return f"<table><thead><tr>{head.replace('td>', 'th>')}</tr></thead><tbody>{rest}</tbody></table>"


# -- whether they say the same


def words(deck: bytes) -> dict[str, Counter[str]]:
    """The words of a deck by where they stand: on slides, in the text of notes, in charts' names and numbers."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in _PLACES}
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        for name in archive.namelist():
            kind = next((kind for kind, start in _PLACES.items() if re.fullmatch(rf"{start}\d+\.xml", name)), "")
            if not kind:
                continue
            root: Any = etree.fromstring(archive.read(name))
            if kind == "charts":
                found[kind].update(_number(node.text) for node in root.iter(f"{{{_CHART}}}v"))
            where = "//p:sp[p:nvSpPr/p:nvPr/p:ph/@type='body']//a:p" if kind == "notes" else "//a:p[ancestor::p:cSld]"
            for paragraph in root.xpath(where, namespaces=NS):
                found[kind].update("".join(paragraph.xpath(".//a:t/text()", namespaces=NS)).split())
    return found


_PLACES = {"slides": "ppt/slides/slide", "notes": "ppt/notesSlides/notesSlide", "charts": "ppt/charts/chart"}
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def _number(text: str) -> str:
    """A chart's value as each tool writes it: 410 is 410.0."""
    with suppress(ValueError):
        return str(float(text))
    return text
