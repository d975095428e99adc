"""How much each trait of a sentence counts for `brief import`, learned from the batches of tests/sources/article/data.

    PYTHONPATH=tests .venv/bin/python tools/weigh.py            # leaves each batch out in turn; prints
    PYTHONPATH=tests .venv/bin/python tools/weigh.py --write    # writes weights.yaml

A logistic regression with a penalty on large weights, by Newton's steps. What it prints of batches that were left out
is what to expect of articles at first sight, as far as the word lists have not learned from them too.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from policybrief.sources.article import counters, taken, weighing
from policybrief.sources.article.traits import ShownArticle, Traits, Unit
from policybrief.text.records import dataclass
from support.printed import content  # type: ignore[import-not-found]  # of tests, by PYTHONPATH

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "sources" / "article" / "data"
WEIGHTS = ROOT / "src" / "policybrief" / "sources" / "article" / "weights.yaml"
PENALTY, STEPS = 1.0, 7


@dataclass(frozen=True)
class Read:
    """An article that was read: its units, what each shows, and which recommendation each is ("" for none)."""

    batch: str
    listed: tuple[str, ...]
    units: tuple[Unit, ...]
    traits: tuple[Traits, ...]
    is_one: tuple[str, ...]


def _quietly(_done: int, _of: int) -> None:
    """Nobody waits for progress."""


def read() -> Iterator[Read]:
    for batch in sorted(DATA.glob("batch*")):
        for name, right in yaml.safe_load((batch / "expected.yaml").read_text(encoding="utf-8")).items():
            with tempfile.TemporaryDirectory() as folder:
                short, data = content(batch / name)
                file = Path(folder) / short
                file.write_bytes(data)
                told = ShownArticle(taken.take(file, _quietly, only=()).article)
            listed = tuple(right["recommendations"])
            ones = tuple(which(unit, listed) for unit in told.units)
            yield Read(batch.name, listed, tuple(told.units), tuple(told.traits), ones)


def which(unit: Unit, listed: Sequence[str]) -> str:
    said = (unit.text, unit.candidate.words, counters.uncounted(counters.ENTRY.sub("", unit.text)))
    return next((each for each in listed if any(form.startswith(each) for form in said)), "")


def fitted(articles: Sequence[Read]) -> dict[str, float]:
    names = ["all", *sorted({name for each in articles for traits in each.traits for name in traits})]
    place = {name: number for number, name in enumerate(names)}
    rows = [
        ([(0, 1.0), *((place[name], value) for name, value in traits.items())], bool(one))
        for each in articles
        for traits, one in zip(each.traits, each.is_one, strict=True)
    ]
    weights = [0.0] * len(names)
    for _ in range(STEPS):
        slope = [PENALTY * weight for weight in weights]
        bend = [[PENALTY * (a == b) for b in range(len(names))] for a in range(len(names))]
        for row, is_one in rows:
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(weights[at] * value for at, value in row)))))
            for at, value in row:
                slope[at] += (p - is_one) * value
                line, part = bend[at], p * (1 - p) * value
                for other, more in row:
                    line[other] += part * more
        weights = [old - step for old, step in zip(weights, solved(bend, slope), strict=True)]
    return dict(zip(names, (round(weight, 3) for weight in weights), strict=True))


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The vector that the matrix, which is symmetric and positive, takes to the right side."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for at, pivot in enumerate(rows):
        for below in rows[at + 1 :]:
            if factor := below[at] / pivot[at]:
                below[at:] = [value - factor * above for value, above in zip(below[at:], pivot[at:], strict=True)]
    found = [0.0] * len(rows)
    for at in reversed(range(len(rows))):
        rest = sum(rows[at][other] * found[other] for other in range(at + 1, len(rows)))
        found[at] = (rows[at][-1] - rest) / rows[at][at]
    return found


def tried(articles: Sequence[Read], weights: dict[str, float]) -> tuple[int, int, int]:
    """How many recommendations there are, how many of them were found, and how many more were taken."""
    listed = found = taken_in_all = 0
    for each in articles:
        chosen = weighing.merged(weighing.weighed(each.units, each.traits, weights), ())
        ones = {
            one
            for unit, one in zip(each.units, each.is_one, strict=True)
            if one and any(unit.candidate is candidate for candidate in chosen)
        }
        listed, found, taken_in_all = listed + len(each.listed), found + len(ones), taken_in_all + len(chosen)
    return listed, found, taken_in_all - found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="fit on all batches and write the weights")
    articles = list(read())
    if parser.parse_args().write:
        head = "# How much each trait counts (traits.py), in points; made by tools/weigh.py, do not edit.\n"
        WEIGHTS.write_text(head + yaml.safe_dump(fitted(articles), sort_keys=True), encoding="utf-8")
        return
    total = (0, 0, 0)
    for batch in sorted({each.batch for each in articles}):
        weights = fitted([each for each in articles if each.batch != batch])
        figures = tried([each for each in articles if each.batch == batch], weights)
        listed, found, more = total = tuple(map(sum, zip(total, figures, strict=True)))  # type: ignore[assignment]
        print(f"{batch}: {figures[1]} of {figures[0]} recommendations, {figures[2]} false")
    print(f"left out in turn: {found} of {listed} ({found / listed:.0%}), {more} false ({more / (found + more):.0%})")


if __name__ == "__main__":
    main()
