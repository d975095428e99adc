"""The memo as a reader holds it: one page, filled, in order, in embedded faces; and what happens where it can't be."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import yaml
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from policybrief.errors import BriefError
from policybrief.fonts.files import install
from policybrief.memo.fit.fit import fit
from policybrief.memo.write.write import write
from policybrief.pdf import faces
from policybrief.pdf.ink import InkWords
from policybrief.text.blocks import Section
from policybrief.text.charts import Chart, Series
from policybrief.text.document import runs
from policybrief.text.figures import NumberForm
from policybrief.text.prose import Paragraph
from policybrief.text.run import Run, plain
from policybrief.text.value_path import ValuePath
from policybrief.theme.lengths import Range
from policybrief.theme.memo import PAGES
from support import decks
from support.memos import Composed, composed
from support.pdfs import words_of_pages
from support.projects import HARBOUR
from support.sample import SAMPLE

_BOTTOM_LINE = {"headline": "All is well", "points": [{"label": "A point", "text": "It is made."}]}
EXAMPLES = int(os.environ.get("POLICYBRIEF_SOAK", "15"))


@pytest.fixture(scope="module", params=[SAMPLE, HARBOUR], ids=["sample", "harbour"])
def each(request: pytest.FixtureRequest) -> Composed:
    return composed(request.param)


@pytest.fixture(scope="module")
def sample() -> Composed:
    return composed(SAMPLE)


@pytest.fixture
def write_brief(tmp_path: Path) -> Callable[[dict[str, Any]], Composed]:
    """A brief made of the sample and some changes to it."""

    def make(changes: dict[str, Any]) -> Composed:
        data = decks.read(SAMPLE)
        return composed(_written(tmp_path / "brief.yaml", {**data, **changes}))

    return make


def _written(file: Path, data: dict[str, Any]) -> Path:
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")
    return file


def page_text(pdf: bytes) -> str:
    """The text of the only page as a viewer copies it, with single spaces."""
    (page,) = words_of_pages(pdf)
    return page


def squashed(text: str) -> str:
    """Without spaces and case: a heading is drawn in capitals, lines break, and pdfium has signs for a hyphen."""
    return re.sub(r"[\s\ufffe\x02]", "", text).casefold()


# -- the page


@pytest.mark.parametrize("page", ["letter", "a4"])
def test_one_page_of_the_themes_size(each: Composed, page: str) -> None:
    pdf = write(each.with_theme(page=page).fit())
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx(PAGES[page], abs=0.01)


def test_the_type_is_between_floor_and_ceiling(each: Composed) -> None:
    bounds = each.theme.memo.body
    assert bounds.floor <= each.fit().body <= bounds.ceiling


def test_the_summary_says_size_and_room(each: Composed) -> None:
    fitted = each.fit()
    assert re.match(rf"1 page, {fitted.body:g} pt, \d+ lines? free(;|$)", fitted.summary)


def test_the_page_is_filled(each: Composed) -> None:
    fitted = each.fit()
    assert 0 <= round(fitted.gap, 6) < 0.05 * fitted.pages[0].height


def test_a_short_brief_grows_to_the_ceiling_and_no_further(sample: Composed) -> None:
    short = replace(sample, memo=replace(sample.memo, blocks=sample.memo.blocks[:1]))
    fitted = short.fit()
    assert fitted.body == sample.theme.memo.body.ceiling
    assert fitted.gap > 0


def test_no_text_stands_in_the_margins(each: Composed) -> None:
    assert list(_outside(write(each.fit()), each.theme.memo.margin.floor)) == []


def _outside(pdf: bytes, margin: float) -> Iterator[str]:
    """The visible characters beyond the side margins or the page."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        width, height = page.get_size()
        text = page.get_textpage()
        for number in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(number, loose=False)
            seen = right - left > 0.01 and top - bottom > 0.01 and not text.get_text_range(number, 1).isspace()
            if seen and (left < margin - 1 or right > width - margin + 1 or bottom < 12 or top > height - 12):
                yield text.get_text_range(max(number - 10, 0), 20)


# -- what it says


def test_every_judgment_and_recommendation_is_there_in_order(each: Composed) -> None:
    text = squashed(page_text(write(each.fit())))
    headlines = [squashed(part.headline) for part in (*each.brief.judgments, *each.brief.recommendations)]
    places = [text.find(headline) for headline in headlines]
    assert -1 not in places
    assert places == sorted(places)


def test_the_marking_stands_at_top_and_bottom(sample: Composed) -> None:
    text = page_text(write(sample.fit()))
    assert text.startswith("UNCLASSIFIED ")
    assert text.endswith(" UNCLASSIFIED")


def test_a_marking_in_another_script_stands_at_top_and_bottom(sample: Composed) -> None:
    words = "Для службового користування"
    pdf = write(replace(sample, memo=replace(sample.memo, markings=((Run(words),),))).fit())
    text = page_text(pdf)
    assert text.startswith(words)
    assert text.endswith(words)


def test_words_that_belong_together_stay_on_one_line(sample: Composed) -> None:
    text = " ".join(
        ["They met on 24 November 2026 for U.S. policy with J. Smith and paid €6.2 million, 40 km away."] * 12
    )
    memo = replace(sample.memo, blocks=(Paragraph((Run(text),)),))
    for floor in (9.5, 10.0, 10.7, 11.4):
        fitted = replace(sample, memo=memo).with_theme(body=Range(floor=floor, ceiling=floor)).fit()
        ends = [mark.text for mark in fitted.marks if isinstance(mark, InkWords) and mark.text.endswith(" ")]
        assert ends
        assert not [end for end in ends if re.search(r"(U\.S\.|\b24|J\.|6\.2|\b40) $", end)]
        assert "24 November" in page_text(write(fitted)), "a plain space, so that a search finds it"


def test_a_word_wider_than_the_page_is_broken(sample: Composed) -> None:
    memo = replace(sample.memo, blocks=(Paragraph((Run("Donaudampfschiffahrt" * 30),)),))
    pdf = write(replace(sample, memo=memo).fit())
    assert list(_outside(pdf, sample.theme.memo.margin.ceiling)) == []
    assert squashed("Donaudampfschiffahrt" * 30) in squashed(page_text(pdf))


def test_text_cannot_break_the_drawing(sample: Composed) -> None:
    words = r"<b>no markup</b> & \(no escape\) ((( )) %PDF </p>"
    memo = replace(sample.memo, blocks=(Paragraph((Run(words),)),))
    assert words in page_text(write(replace(sample, memo=memo).fit()))


@pytest.mark.parametrize("kind", ["bar", "column", "line", "pie"])
def test_a_chart_shows_its_values(sample: Composed, kind: Any) -> None:
    def text(words: str) -> tuple[Run, ...]:
        return (Run(words),)

    chart = Chart(
        kind,
        (text("North"), text("South")),
        (Series(text("Trade"), (1250.5, 40.0)),),
        text("Two values."),
        NumberForm(1, group=","),
    )
    memo = replace(sample.memo, blocks=(Section(text("Figures"), (chart,)),))
    shown = page_text(write(replace(sample, memo=memo).fit()))
    for words in ("North", "South", "1,250.5", "40"):
        assert words in shown


# -- the file


def test_the_same_memo_is_the_same_bytes(each: Composed) -> None:
    assert write(each.fit()) == write(each.fit())


def test_writing_leaves_the_fitted_memo_as_it_was(sample: Composed) -> None:
    fitted = sample.fit()
    assert write(fitted) == write(fitted)


def test_all_faces_are_embedded_subsets(each: Composed) -> None:
    with pikepdf.open(BytesIO(write(each.fit()))) as pdf:
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]
        names = [str(font.BaseFont) for font in fonts]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        assert all(re.match(r"/[A-Z]{6}\+", name) for name in names)
        assert not any("Helvetica" in name for name in names)


def test_the_file_says_what_it_is(sample: Composed) -> None:
    about = sample.memo.properties
    with pikepdf.open(BytesIO(write(sample.fit()))) as pdf:
        assert str(pdf.docinfo["/Title"]) == about.title
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261121000000Z"
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == about.title
            assert xmp["dc:creator"] == [about.author]
            assert xmp["dc:rights"] == "UNCLASSIFIED"
            assert (xmp["pdfuaid:part"], xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("1", "2", "A")


def test_sections_are_bookmarks(sample: Composed) -> None:
    with pypdfium2.PdfDocument(write(sample.fit())) as document:
        titles = [entry.get_title() for entry in document.get_toc()]
    sections = [plain(block.heading) for block in sample.memo.blocks if isinstance(block, Section)]
    assert titles == [plain(sample.memo.title), *sections]


# -- the ladder: what the page says


def with_floor(sample: Composed, floor: float) -> Composed:
    """The page has room for more words where they may be smaller."""
    return sample.with_theme(body=Range(floor=floor, ceiling=11.5))


_PARTS = ["confidence_note", "avoid", "comparison"]


@pytest.mark.parametrize(
    ("floor", "said"),
    [
        (8.0, ""),
        (9.0, "; short forms in judgments"),
        (10.2, "; short forms in judgments and recommendations"),
    ],
)
def test_full_texts_give_way_list_by_list(sample: Composed, floor: float, said: str) -> None:
    fitted = with_floor(sample, floor).fit()
    assert re.fullmatch(rf"1 page, [\d.]+ pt, \d+ lines free(; margins of [\d.]+ pt)?{said}", fitted.summary)
    shown = squashed(page_text(write(fitted)))
    for name, entries in (("judgments", sample.brief.judgments), ("recommendations", sample.brief.recommendations)):
        for entry in entries:
            full, short = entry.text.replace("*", ""), entry.short or ""
            assert (squashed(full) in shown) == (name not in said)
            assert (squashed(short) in shown) == (name in said)


def test_a_brief_with_room_says_all(write_brief: Callable[[dict[str, Any]], Composed]) -> None:
    judgments = decks.read(SAMPLE)["judgments"][:2]
    roomy = write_brief({"judgments": judgments, "recommendations": [_recommendation()]})
    fitted = roomy.fit()
    assert "short" not in fitted.summary
    assert squashed(judgments[1]["text"].replace("*", "")) in squashed(page_text(write(fitted)))


def _recommendation() -> dict[str, Any]:
    return {"id": "r", "headline": "Wait", "text": "Wait and see.", "short": "Wait.", "rests_on": ["no-wedge"]}


def test_an_entry_without_a_short_form_is_named_by_its_siblings(write_brief: Callable[..., Composed]) -> None:
    judgments = decks.read(SAMPLE)["judgments"]
    judgments[1].pop("short")
    assert (
        write_brief({"judgments": judgments})
        .fit()
        .summary.endswith("; short forms in judgments 1, 3, 4, 5, 6 and recommendations")
    )


def test_a_full_page_is_not_a_crammed_one(sample: Composed) -> None:
    """But for the last step of the ladder, no step takes less than the normal pace."""
    for floor in (8.0, 8.5, 9.0):
        page = with_floor(sample, floor)
        fitted = page.fit()
        baselines = {
            round(mark.y, 2) for mark in fitted.marks if isinstance(mark, InkWords) and mark.size == fitted.body
        }
        steps = [below - above for above, below in pairwise(sorted(baselines)) if below - above > 0.5 * fitted.body]
        assert min(steps) >= page.theme.memo.leading.at(0.4) * fitted.body - 0.01


@pytest.mark.parametrize(("times", "left_out"), [(1, 0), (3, 2), (4, 3), (5, 3)])
def test_optional_parts_go_in_the_briefs_order(
    write_brief: Callable[[dict[str, Any]], Composed], times: int, left_out: int
) -> None:
    brief = _grown(write_brief, times)
    fitted = brief.fit()
    said = {0: "", 2: "; left out: confidence_note and avoid", 3: "; left out: confidence_note, avoid and comparison"}
    assert fitted.summary.endswith(f"judgments{' and recommendations' if left_out else ''}{said[left_out]}")
    pdf = write(fitted)
    shown = squashed(page_text(pdf))
    places = [shown.find(squashed(words)) for words in ("drafters’ own reading", "Avoid Trading", "Thrives on")]
    assert [place < 0 for place in places] == [number < left_out for number in range(3)]
    assert fitted.gap > -1e-6
    with pikepdf.open(BytesIO(pdf)) as opened:
        tags = [str(item.S) for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item]
    assert ("/Table" in tags) == (left_out < 3), "what is left out is not in the structure tree"


def _grown(write_brief: Callable[[dict[str, Any]], Composed], times: int) -> Composed:
    """The sample with judgments that many times as long, and three parts that it can do without."""
    judgments = decks.read(SAMPLE)["judgments"]
    for judgment in judgments:
        judgment["short"] = " ".join([judgment["short"]] * times)
    return write_brief({"judgments": judgments, "memo": {"optional": _PARTS}})


def test_strict_refuses_to_leave_a_part_out(write_brief: Callable[[dict[str, Any]], Composed]) -> None:
    brief = _grown(write_brief, 3)
    with pytest.raises(BriefError) as raised:
        fit(brief.memo, brief.theme, brief.locale, brief.places, strict=True)
    assert [(problem.path, problem.message) for problem in raised.value.problems] == [
        ("memo.optional[0]", "'confidence_note' was left out of the memo to fit the page"),
        ("memo.optional[1]", "'avoid' was left out of the memo to fit the page"),
    ]
    assert [problem.excerpt.strip() for problem in raised.value.problems] == ["- confidence_note", "- avoid"]
    hint = r"with all parts it is \d lines too long: cut texts, or go without --strict"
    assert all(re.fullmatch(hint, problem.hint) for problem in raised.value.problems)


def test_strict_has_nothing_against_short_forms(sample: Composed) -> None:
    fitted = fit(sample.memo, sample.theme, sample.locale, sample.places, strict=True)
    assert fitted.summary == sample.fit().summary


def test_a_memo_that_is_too_long_without_its_optional_parts_says_so(write_brief: Callable[..., Composed]) -> None:
    with pytest.raises(BriefError) as raised:
        _grown(write_brief, 8).fit()
    first, *others = raised.value.problems
    said = r"the memo is \d+ lines too long for one page at 9\.5 pt, even without confidence_note, avoid and comparison"
    assert re.fullmatch(said, first.message)
    assert {other.path.partition(".")[2] for other in others} == {"short"}, "what the shortest memo shows"
    assert {other.hint for other in others} == {"shorten it"}


def test_a_rank_of_a_templates_own_is_named_by_its_line(sample: Composed) -> None:
    extra = Paragraph((Run("More words. " * 60),), "memo.xml.j2:7", optional=1)
    fitted = replace(sample, memo=replace(sample.memo, blocks=(*sample.memo.blocks, extra))).fit()
    assert fitted.summary.endswith("; left out: what stands at memo.xml.j2:7")
    assert "More words." not in page_text(write(fitted))


def test_a_section_goes_with_the_last_of_its_parts(sample: Composed) -> None:
    block = Paragraph((Run("More words. " * 60),), "memo.xml.j2:7", optional=1)
    section = Section((Run("Annex"),), (block, replace(block, optional=2)))
    fitted = replace(sample, memo=replace(sample.memo, blocks=(*sample.memo.blocks, section))).fit()
    assert "ANNEX" not in page_text(write(fitted)).split()
    assert section not in fitted.memo.blocks


def test_only_what_is_shown_has_to_be_drawable(write_brief: Callable[[dict[str, Any]], Composed]) -> None:
    judgments = decks.read(SAMPLE)["judgments"]
    judgments[0]["text"] += " \U0001f680"
    brief = write_brief({"judgments": judgments})
    assert "short forms in judgments" in brief.fit().summary
    with pytest.raises(BriefError, match=r"judgments\[0\]\.text: has U\+1F680 ROCKET"):
        with_floor(brief, 8.0).fit()


# -- what cannot be done


def test_a_memo_too_long_names_what_to_cut(write_brief: Callable[[dict[str, Any]], Composed]) -> None:
    judgments = decks.read(SAMPLE)["judgments"]
    judgments[1].pop("short")
    judgments[1]["text"] = "The war changed the tie. " * 160
    over = write_brief({"judgments": judgments})
    with pytest.raises(BriefError) as raised:
        over.fit()
    first, *others = raised.value.problems
    assert re.fullmatch(r"the memo is \d+ lines too long for one page at 9\.5 pt", first.message)
    assert re.fullmatch(r"cut about \d+ words: the longest values are named below", first.hint)
    longest = others[0]
    lines = (over.places.source.file and Path(over.places.source.file).read_text(encoding="utf-8")).splitlines()
    assert longest.path == "judgments[1].text"
    assert lines[longest.line - 1].lstrip().startswith("text: ")
    assert "The war changed the tie." in lines[longest.line - 1]
    assert re.fullmatch(r"is 800 words here; about \d+ would fit", longest.message)
    assert longest.hint == "give it a `short` of that length"


def test_what_is_said_to_fit_does_fit(write_brief: Callable[[dict[str, Any]], Composed]) -> None:
    judgments = decks.read(SAMPLE)["judgments"]
    judgments[1].pop("short")
    judgments[1]["text"] = "The war changed the tie. " * 160
    with pytest.raises(BriefError) as raised:
        write_brief({"judgments": judgments}).fit()
    target = re.search(r"about (\d+) would fit", raised.value.problems[1].message)
    assert target
    judgments[1]["text"] = "The war changed the tie. " * (int(target[1]) // 5)
    write_brief({"judgments": judgments}).fit()


def test_too_many_entries_is_said_as_such(sample: Composed) -> None:
    memo = replace(sample.memo, blocks=tuple(Paragraph((Run("Word."),)) for _ in range(200)))
    with pytest.raises(BriefError) as raised:
        replace(sample, memo=memo).fit()
    assert "leave entries out" in raised.value.problems[0].hint


@pytest.mark.parametrize(
    ("text", "named", "hint"),
    [
        ("Rocket \U0001f680 science", "U+1F680 ROCKET", "delete it or choose a face that has it"),
        ("Thai ก here", "U+0E01 THAI CHARACTER KO KAI", "delete it or choose a face that has it"),
        ("Hebrew א here", "U+05D0 HEBREW LETTER ALEF", "delete it or write it in Latin letters"),
    ],
)
def test_a_character_that_no_face_has_is_a_problem_at_its_line(
    write_brief: Callable[[dict[str, Any]], Composed], text: str, named: str, hint: str
) -> None:
    brief = write_brief({"bottom_line": {**_BOTTOM_LINE, "text": text}})
    with pytest.raises(BriefError) as raised:
        brief.fit()
    (problem,) = raised.value.problems
    assert (problem.path, problem.hint) == ("bottom_line.text", hint)
    assert named in problem.message
    assert text in problem.excerpt


def test_chinese_without_its_package_says_how_to_get_it(sample: Composed, monkeypatch: pytest.MonkeyPatch) -> None:
    spare = sample.theme.memo.fallback_face
    assert spare is not None
    without = sample.with_theme(fallback_face=spare.model_copy(update={"package": "no_such_package"}))
    memo = replace(sample.memo, blocks=(Paragraph((Run("渡辺", path=ValuePath("title")),)),))
    with pytest.raises(BriefError) as raised:
        replace(without, memo=memo).fit()
    (only,) = raised.value.problems
    assert only.message == "has 渡辺, which no face of the theme's memo has"
    assert only.hint == f"{install('policybrief', 'cjk')}, or write a name in Latin letters"


def test_a_face_that_is_not_installed_is_a_problem(sample: Composed) -> None:
    body = sample.theme.memo.body_face.model_copy(update={"package": "no_such_package"})
    with pytest.raises(BriefError, match=r"there is no package 'no_such_package' here; pip install no-such-package"):
        sample.with_theme(body_face=body).fit()


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Київ Αθήνα 渡辺", [("Київ ", "body"), ("Αθήνα ", "body"), ("渡辺", "fallback")]),
        ("e\u0301te\u0301", [("été", "body")]),
        ("a\u2011b\u202fc", [("a-b\u00a0c", "body")]),
        ("so\u00adft\u200b", [("soft", "body")]),
    ],
)
def test_each_character_gets_a_face_that_has_it(sample: Composed, text: str, drawn: list[tuple[str, str]]) -> None:
    found = faces.load(sample.theme.memo)
    known = {found.styles["body", False, False]: "body", found.fallback: "fallback"}
    segments = list(found.segments(text, "body", False, False))
    joined: list[tuple[str, str]] = []
    for words, face in segments:
        name = known[face]
        if joined and joined[-1][1] == name:
            joined[-1] = (joined[-1][0] + words, name)
        else:
            joined.append((words, name))
    expected: list[tuple[str, str]] = []
    for words, name in drawn:
        if expected and expected[-1][1] == name:
            expected[-1] = (expected[-1][0] + words, name)
        else:
            expected.append((words, name))
    assert joined == expected


# -- any brief


_LETTERS = {
    "latin": "abcdefghilmnoprstuvéüçłőñ’",
    "cyrillic": "абвгдежзийклмнопрстуфхцчшыьюяїє",
    "greek": "αβγδεζηθικλμνξοπρστυφχψωάέή",
    "cjk": "中国俄罗斯关系战略竞争与合作かなカナ한국어、。「」",
}
_MARKS = ["", "", "", ",", ".", ";", ":", "!", "?", "—", "–", "-", "%", ")", "”", "/", "&", "<", ">", "§", "…"]


@st.composite
def texts(draw: st.DrawFn, least: int, most: int) -> str:
    script = draw(st.sampled_from(["latin", "latin", "latin", "cyrillic", "greek", "cjk", "mixed"]))
    alphabet = "".join(_LETTERS.values()) if script == "mixed" else _LETTERS[script]
    longest = draw(st.sampled_from([7, 12, 12, 90]))
    word = st.builds(
        lambda letters, mark: letters + mark, st.text(alphabet, min_size=1, max_size=longest), st.sampled_from(_MARKS)
    )
    words = draw(st.lists(word, min_size=1, max_size=12))
    return " ".join(islice(cycle(words), draw(st.integers(least, most))))


@st.composite
def briefs(draw: st.DrawFn) -> dict[str, Any]:
    longest = draw(st.sampled_from([12, 30, 60, 120]))

    def entry(number: int, **more: Any) -> dict[str, Any]:
        short = {"short": draw(texts(1, 14))} if draw(st.booleans()) else {}
        return {"id": f"e{number}", "headline": draw(texts(1, 9)), "text": draw(texts(3, longest)), **short, **more}

    judgments = [
        entry(
            number,
            confidence=draw(st.sampled_from(["high", "moderate", "low"])),
            basis="A basis.",
            evidence=[{"source": "s1"}],
        )
        for number in range(draw(st.integers(2, 12)))
    ]
    recommendations = [entry(100 + number, rests_on=["e0"]) for number in range(draw(st.integers(1, 10)))]
    return {
        "title": draw(texts(1, 14)),
        "date": "2026-01-02",
        "to": draw(texts(1, 8)),
        "from": draw(texts(1, 8)),
        "lang": "en-GB",
        "marking": draw(st.sampled_from(["", "TLP:AMBER+STRICT"])) or None,
        "bottom_line": {**_BOTTOM_LINE, "text": draw(texts(3, longest))},
        "judgments": judgments,
        "recommendations": recommendations,
        "sources": [{"id": "s1", "type": "report", "title": draw(texts(1, 20))}],
        "avoid": [{"headline": draw(texts(1, 9)), "text": "A text."}],
        "confidence_note": draw(texts(3, longest)),
        "memo": {"optional": draw(st.lists(st.sampled_from(["avoid", "confidence_note"]), unique=True))},
    }


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=briefs())
def test_any_brief_is_one_page_or_an_error(tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]) -> None:
    file = _written(tmp_path_factory.mktemp("any") / "brief.yaml", {key: value for key, value in data.items() if value})
    brief = composed(file)
    try:
        fitted = brief.fit()
    except BriefError as error:
        assert "too long for one page" in error.problems[0].message  # noqa: PT017  # both ways out are right
        event("too long")
        return
    event("one page")
    pdf = write(fitted)
    assert fitted.gap > -1e-6, "nothing stands on the sources"
    assert fitted.body >= brief.theme.memo.body.floor
    assert list(_outside(pdf, brief.theme.memo.margin.floor)) == []
    text = squashed(page_text(pdf))
    for judgment in brief.brief.judgments:
        assert squashed(judgment.headline)[:20] in text
    paths = {str(run.path) for run in runs(fitted.memo)}
    for name, entries in (("judgments", brief.brief.judgments), ("recommendations", brief.brief.recommendations)):
        both = [number for number, entry in enumerate(entries) if entry.short]
        assert len({f"{name}[{number}].short" in paths for number in both}) < 2, "siblings stand in one form"
    left_out = fitted.summary.partition("; left out: ")[2]
    event(f"left out: {left_out}")
    assert left_out in {" and ".join(brief.brief.memo.optional[:number]) for number in range(3)}
