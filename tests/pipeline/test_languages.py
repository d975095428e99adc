"""Briefs in Ukrainian, French and Chinese: deck and memo whole, valid, and in their language throughout."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from policybrief.deck.check.check import check
from policybrief.fonts import measure
from policybrief.fonts.files import install
from policybrief.locale import locale
from policybrief.memo.fit import hyphens, lines
from policybrief.memo.fit.typesetter import Typesetter
from policybrief.memo.fit.words import WordLook
from policybrief.ooxml.package import NS, Package
from policybrief.pdf import faces
from policybrief.pdf.ink import Node
from policybrief.pipeline import build
from policybrief.text.run import Run
from policybrief.theme.load import load
from support import decks, house_themes
from support.commands import problems_of
from support.projects import ROOT, Tree, minimal

LANGS = {"uk": "uk-UA", "fr": "fr-FR", "zh": "zh-CN"}
ENGLISH = re.compile(r"\b(?:the|and|of|by|to|from|Confidence|Likelihood|Approve|Decision|Judgment|Memorandum)\b")
FOREIGN = {"uk": re.compile("[a-z]{3,}"), "fr": ENGLISH, "zh": re.compile("[A-Za-z]{3,}")}


@cache
def made(lang: str) -> dict[str, bytes]:
    documents = build.make(ROOT / "tests" / "data" / f"saltmere-{lang}.yaml")
    return {document.kind: document.content for document in documents}


def heard(lang: str) -> str:
    return house_themes.heard(made(lang)["memo"]).replace(hyphens.SIGN, "")


def shown(lang: str) -> list[str]:
    """The paragraphs of all slides."""
    package = Package(made(lang)["deck"])
    paragraphs = [node for name in package.slides for node in package.find(name, "//a:p")]
    return ["".join(node.text or "" for node in each.iterfind(".//a:t", NS)) for each in paragraphs]


@pytest.mark.parametrize("lang", LANGS)
def test_the_memo_is_one_page_without_a_fault(lang: str, tmp_path: Path) -> None:
    pdf = made(lang)["memo"]
    assert house_themes.faults(pdf, tmp_path / "memo.pdf") == []
    assert house_themes.outside(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == LANGS[lang]


@pytest.mark.parametrize("lang", LANGS)
def test_the_deck_is_without_a_fault_and_in_its_language(lang: str) -> None:
    content = made(lang)["deck"]
    assert check(content) == []
    package = Package(content)
    runs = [run for name in (*package.slides, *package.notes) for run in package.find(name, "//a:r/a:rPr")]
    assert {run.get("lang") for run in runs} == {LANGS[lang]}
    others = {run.get("altLang") for name in package.slides for run in package.find(name, "//a:r/a:rPr")}
    assert others == ({"en-US"} if lang == "zh" else {None})


def faces_of(deck: bytes) -> list[str]:
    """The faces of titles and of text."""
    package = Package(deck)
    return [latin.get("typeface", "") for latin in package.find("ppt/theme/theme1.xml", "//a:fontScheme/*/a:latin")]


@pytest.mark.parametrize("theme", ["statecraft", "cable", "commons"])
def test_the_faces_of_a_ukrainian_deck_have_its_letters(theme: str, tmp_path: Path) -> None:
    """Cambria's Cyrillic widths are not known, and where it is missing other letters are shown in their place."""
    brief = decks.read(ROOT / "tests" / "data" / "saltmere-uk.yaml") | {"theme": theme}
    built = decks.built(decks.written(brief, tmp_path))
    letters = {char for paragraph in shown("uk") for char in paragraph if "\u0400" <= char <= "\u04ff"}
    faces = faces_of(built.content)
    assert len(letters) > 40
    assert all(measure.knows(face, "".join(letters)) for face in faces)
    own = load(theme).deck
    assert faces == [face.replace("Cambria", "Times New Roman") for face in (own.heading_face, own.body_face)]


def test_a_theme_may_keep_a_face_for_cyrillic_letters(tmp_path: Path) -> None:
    own = "extends: statecraft\nname: Own\ndeck:\n  cyrillic_face: Cambria\n"
    brief = decks.read(ROOT / "tests" / "data" / "saltmere-uk.yaml") | {"theme": "own"}
    file = decks.written(brief, tmp_path / "content")
    (tmp_path / "content" / "themes").mkdir()
    (tmp_path / "content" / "themes" / "own.yaml").write_text(own, encoding="utf-8")
    assert faces_of(decks.built(file).content)[0] == "Cambria"


@pytest.mark.parametrize("lang", LANGS)
def test_no_word_of_ours_is_in_another_language(lang: str) -> None:
    for words in [heard(lang), *shown(lang)]:
        assert not FOREIGN[lang].findall(words), words


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "uk",
            (
                "Доповідна записка|Дата 21 листопада 2026\u00a0р.|Автор Відділ планування|Головний висновок"
                "|Імовірність:\u00a0дуже ймовірно\u00a0(80–95\u00a0%).|Дві рекомендації|1\u00a0410|525,5"
                "|Чого уникати Двічі розкопувати причал."
                "|Рішення Ухвалити будівництво живлення з берега до 1 грудня 2026\u00a0р."
                "|Погодити Відхилити Обговорити"
                "|Джерела. 1. Олена Коваль та Їжакевич Ґалаґан, «Дим біля причалу»|серпень 2025\u00a0р.|б.\u00a0д."
            ),
        ),
        (
            "fr",
            (
                "24 novembre 2026 à 10\u00a0h\u00a000, Ancienne douane|Principales appréciations|Deux recommandations"
                "|Probabilité\u00a0:\u00a0environ une chance sur deux\u00a0(45\u00a0à\u00a055\u00a0%)."
                "|À éviter Ouvrir deux fois le quai\u00a0; promettre une date."
                "|Décision Approuver l’électricité à quai d’ici au 1er décembre 2026"
                "|Approuver Refuser En discuter"
                "|Établissement d’approvisionnement électrique|1er août 2025, consulté le 3 mai 2026."
            ),
        ),
        (
            "zh",
            (
                "备忘录 索特米尔港|2026年11月24日 10:00，旧海关大楼二号会议室|一年之内码头噪声|无人知晓。进口商称"
                "|可能性：可能（55%—80%）。|两项建议|应避免 两次开挖码头；承诺具体日期。"
                "|请示事项 批准先建岸电（2026年12月1日前）|同意 不同意 再议"
                "|来源： 1. 奥列娜·科瓦利、王明：《码头边的烟》，《港口研究》，2025年8月，访问日期：2026年5月3日。"
            ),
        ),
    ],
)
def test_what_the_memo_says(lang: str, said: str) -> None:
    words, parts = heard(lang).casefold(), said.casefold().replace("\u00a0", " ").split("|")
    assert [part for part in parts if part not in words] == []


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "uk",
            (
                "Кому: Правлінню порту Солтмір|Джерела: Коваль та Ґалаґан (2025); Порт Солтмір (б.\u00a0д.)"
                "|Рішення|до 1\u00a0грудня\u00a02026\u00a0р.|тиша|швидкість|ощадливість"
                "|«Дві третини пального згоряють біля причалу.»"
            ),
        ),
        (
            "fr",
            (
                "À l’attention de\u00a0: Conseil du port de Saltmere"
                "|Sources\u00a0: Koval et Petit (2025)\u202f; Port de Saltmere (s.\u00a0d.)"
                "|«\u202fDeux litres sur trois sont brûlés à quai.\u202f»"
            ),
        ),
        (
            "zh",
            (
                "索特米尔港务委员会|来源：奥列娜·科瓦利、王明（2025）；索特米尔港（日期不详）"
                "|批准先建岸电|（2026年12月1日前）|“每三升燃油就有两升烧在码头边。”"
            ),
        ),
    ],
)
def test_what_the_slides_say(lang: str, said: str) -> None:
    paragraphs = shown(lang)
    assert [part for part in said.split("|") if part not in paragraphs and part not in " ".join(paragraphs)] == []


def test_italics_are_not_for_ideographs() -> None:
    package = Package(made("zh")["deck"])
    assert not [run for name in package.slides for run in package.find(name, "//a:r/a:rPr[@i='1']")]


def test_no_line_of_chinese_begins_or_ends_with_the_wrong_mark() -> None:
    page = pypdfium2.PdfDocument(made("zh")["memo"])[0].get_textpage()
    lines = [line.strip() for line in page.get_text_range().splitlines() if line.strip()]
    assert len(lines) > 20
    assert not [line for line in lines if line[0] in "。，、；：？！”）》】…"]
    assert not [line for line in lines if line[-1] in "“（《【"]


def test_bold_ideographs_are_drawn_with_a_line_around_them() -> None:
    with pikepdf.open(io.BytesIO(made("zh")["memo"])) as opened:
        modes = [int(args[0]) for args, name in pikepdf.parse_content_stream(opened.pages[0]) if str(name) == "Tr"]
    assert modes.count(2) > 5
    assert modes.count(2) == modes.count(0)
    with pikepdf.open(io.BytesIO(made("uk")["memo"])) as opened:
        assert not [name for _, name in pikepdf.parse_content_stream(opened.pages[0]) if str(name) == "Tr"]


def test_chinese_without_its_face_says_how_to_install_it(tmp_path: Path) -> None:
    brief = house_themes.project(
        tmp_path,
        "memo: {fallback_face: {package: no_such_package, regular: a.ttf, extra: cjk}}",
        ("title: Build the quay\ntheme: house", "title: 建码头\ntheme: house\nlang: zh"),
    )
    problems = problems_of(lambda: build.make(brief, ("memo",)))
    assert {problem.hint.partition(", or")[0] for problem in problems} == {install("policybrief", "cjk")}
    assert [problem.message for problem in problems if problem.path == "title"] == [
        "has 建码头, which no face of the theme's memo has"
    ]


def test_an_authors_spaces_and_marks_are_the_authors(tree: Tree) -> None:
    words = "Чи «так» , чи «ні» ? The author 's own : words; 数据 ： 5"
    root = tree({"content/brief.yaml": minimal(("text: Build the quay now.", f'text: "{words}"'))})
    brief = root / "content" / "brief.yaml"
    brief.write_text(brief.read_text(encoding="utf-8") + "lang: fr\n", encoding="utf-8")
    assert words in house_themes.heard(build.make(brief, ("memo",))[0].content)


# -- words divided


def set_in(lang: str, words: str, width: float) -> list[str]:
    """The lines of a text in a column of so many type sizes."""
    setter = Typesetter(faces.load(load("statecraft").memo), locale.load(lang))
    made = lines.lines(setter.words((Run(words),), WordLook(), Node("P")), width)
    return ["".join(piece.text for word in line for piece in word.pieces) for line in made]


@pytest.mark.parametrize(
    ("lang", "words", "width"),
    [
        ("uk", "Підприємство електропостачання й перевантаження", 14.0),
        ("fr", "Sous-commission interministérielle d’approvisionnement", 14.0),
        ("en-US", "An intergovernmental telecommunications undertaking", 9.5),
    ],
)
def test_words_are_divided_where_that_saves_a_line(lang: str, words: str, width: float) -> None:
    lines = set_in(lang, words, width)
    divided = [line for line in lines if line.endswith(hyphens.SIGN)]
    assert divided
    assert "".join(lines).replace(hyphens.SIGN, "") == words
    assert all(len(line.split()[-1]) > 3 for line in divided)


def test_words_are_whole_in_a_wide_column_and_in_chinese() -> None:
    words = "Підприємство електропостачання й перевантаження " * 8
    assert not [line for line in set_in("uk", words, 30.0) if hyphens.SIGN in line]
    assert not [line for line in set_in("zh", "防波堤内约三分之二的燃油由辅机消耗" * 3, 7.0) if hyphens.SIGN in line]


def test_a_word_wider_than_its_column_is_divided_before_it_is_cut() -> None:
    lines = set_in("uk", "Електропостачальницького", 6.0)
    assert all(line.endswith(hyphens.SIGN) for line in lines[:-1])
    assert len(lines) > 2


@pytest.mark.parametrize("word", ["https://example.org/approvisionnement", "OTAN-UE", "INTERMINISTERIEL", "a1b2c3d4e5"])
def test_what_is_no_plain_word_is_not_divided(word: str) -> None:
    assert hyphens.points(word, "fr") == ()


def test_a_foreign_name_is_not_divided_by_the_briefs_patterns() -> None:
    assert not [line for line in set_in("fr", "Le Електропостачання підприємство", 9.0) if hyphens.SIGN in line]


def test_ties_hold_numbers_and_their_words() -> None:
    tie = faces.TIE
    for lang, said in {
        "uk": f"у 2026{tie}р. 5{tie}млн на с.{tie}14",
        "fr": f"le 1er{tie}mai, 20{tie}%, «{tie}oui{tie}» n°{tie}5{tie}: M.{tie}Dupont",
        "en-US": f"24{tie}November, 5{tie}million, No.{tie}5, p.{tie}4",
    }.items():
        assert "".join(set_in(lang, said.replace(tie, " "), 99.0)) == said
