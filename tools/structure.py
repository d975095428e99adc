"""Print the structure of the package: rooms, arrows between them, circles, and the longest modules and functions.

usage: python tools/structure.py [FOLDER]     (default: src/policybrief beside this file)

A room is a folder or a module at the top of the package. An arrow is an import of one room in another, wherever in a
file it stands, but for those that only type checkers read. What a test may rely on is in `arrows` and `circles`.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

PACKAGE = "policybrief"


def modules(root: Path) -> dict[str, Path]:
    """The package's modules by their names without the package's own; a folder's `__init__` has the folder's name."""
    named = {}
    for file in sorted(root.rglob("*.py")):
        parts = file.relative_to(root).with_suffix("").parts
        named[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return named


def imports(file: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """The modules of ours that a module imports, those for type checkers alone left out."""
    for node in _imports(file.read_text(encoding="utf-8")):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == PACKAGE:
            base = (node.module or "").removeprefix(PACKAGE).removeprefix(".")
            for alias in node.names:
                inner = f"{base}.{alias.name}".removeprefix(".")
                yield inner if inner in known else base
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.partition(".")[0] == PACKAGE:
                    yield alias.name.removeprefix(PACKAGE).removeprefix(".")


_BODIES = ("body", "orelse", "handlers", "finalbody", "cases")
"""Where a statement, a handler or a case has statements: nothing else of a tree holds one."""


def _run(node: ast.AST) -> Iterator[ast.AST]:
    """All statements below a module, but those below `if TYPE_CHECKING:`. Expressions are not gone through."""
    left = [node]
    while left:
        above = left.pop()
        typing = isinstance(above, ast.If) and isinstance(above.test, ast.Name) and above.test.id == "TYPE_CHECKING"
        inside = [child for name in _BODIES[typing:] for child in getattr(above, name, ())]
        yield from inside
        left += inside


def graph(root: Path) -> dict[str, set[str]]:
    """Each module's imports of ours."""
    known = modules(root)
    return {name: set(imports(file, known)) - {name} for name, file in known.items()}


def room(module: str) -> str:
    """The room that a module stands in: the first part of its name."""
    return module.partition(".")[0] or "__init__"


def arrows(imported: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Each room's imports of other rooms."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, others in imported.items():
        found[room(name)] |= {room(other) for other in others} - {room(name)}
    return dict(found)


def circles(imported: Mapping[str, set[str]]) -> list[list[str]]:
    """Groups of names that can all be reached from one another (strongly connected components, after Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in sorted(imported.get(name, ())):
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            members = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(members) > 1:
                found.append(sorted(members))

    for name in sorted(imported):
        if name not in index:
            visit(name)
    return found


def floors(of_rooms: Mapping[str, set[str]]) -> list[list[str]]:
    """The rooms from the ground up: each stands above all that it imports. What is in a circle is on no floor."""
    left, done, found = {name: set(others) for name, others in of_rooms.items()}, set[str](), []
    while ready := sorted(name for name, others in left.items() if others <= done):
        found.append(ready)
        done |= set(ready)
        left = {name: others for name, others in left.items() if name not in done}
    return found


def nodes(file: Path) -> tuple[ast.AST, ...]:
    """All nodes of a module's tree."""
    return _nodes(file.read_text(encoding="utf-8"))


# By the texts of modules: several questions are asked of one, and tests ask them of copies.


@lru_cache(maxsize=1024)
def _nodes(text: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(text)))


@lru_cache(maxsize=1024)
def _imports(text: str) -> tuple[ast.Import | ast.ImportFrom, ...]:
    return tuple(node for node in _run(_nodes(text)[0]) if isinstance(node, ast.Import | ast.ImportFrom))


def _functions(file: Path) -> Iterator[tuple[int, str]]:
    for node in nodes(file):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or node.lineno) - node.lineno + 1, node.name


def report(root: Path) -> Iterator[str]:
    """The lines that are printed."""
    known, imported = modules(root), graph(root)
    of_rooms = arrows(imported)
    sizes = {name: len(file.read_text(encoding="utf-8").splitlines()) for name, file in known.items()}
    counted = f"{len(of_rooms)} rooms, {sum(map(len, of_rooms.values()))} arrows between them"
    yield f"{counted}, {len(known)} modules, {sum(sizes.values())} lines"
    yield "floors, from the top down:"
    for level in reversed(floors(of_rooms)):
        yield "  " + "  ".join(level)
    for what, where in (("rooms", of_rooms), ("modules", imported)):
        found = circles(where)
        yield f"circles of {what}: {len(found)}"
        for circle in found:
            yield "  " + "  ".join(circle)
    for name in sorted(of_rooms):
        inside = [module for module in known if room(module) == name]
        yield f"  {name:12} {len(inside):3} modules {sum(sizes[module] for module in inside):6} lines  imports " + (
            " ".join(sorted(of_rooms[name])) or "nothing"
        )
    yield "longest modules:"
    for name in sorted(sizes, key=lambda name: -sizes[name])[:10]:
        yield f"  {sizes[name]:5}  {name}"
    yield "longest functions:"
    named = [(lines, f"{name}.{function}") for name, file in known.items() for lines, function in _functions(file)]
    for lines, name in sorted(named, reverse=True)[:10]:
        yield f"  {lines:5}  {name}"


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "src" / PACKAGE
    sys.stdout.write("\n".join(report(given)) + "\n")
