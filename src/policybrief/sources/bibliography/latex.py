r"""Words of BibTeX as those of CSL: accents and letters decoded, \emph as <i>, braces gone.

pylatexenc knows LaTeX's macros (`\L`, `\AA`, `\v{c}`, `\textendash`); what it can't read stays, without its braces.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any

_STYLES = {
    **dict.fromkeys(("emph", "textit", "mkbibemph", "mkbibitalic", "textsl"), "i"),
    **dict.fromkeys(("textbf", "mkbibbold"), "b"),
    "textsubscript": "sub",
    "textsuperscript": "sup",
}
_QUOTING = {"mkbibquote": "“{}”", "enquote": "“{}”", "textquote": "“{}”"}


def decoded(value: str) -> str:
    """The words, with CSL's tags for italics and bold."""
    if not re.search(r"[\\{}~$%<>&`']|--", value):
        return value.strip()
    try:
        text = _reader().latex_to_text(re.sub(r"(?<!\\)%", r"\\%", value))
    except Exception:  # of many kinds, for what is no LaTeX after all
        text = html.escape(re.sub(r"[{}]", "", value), quote=False)
    text = re.sub(r"(?<=\w)'(?=\w)", "’", re.sub(r"[{}]", "", text))  # an apostrophe, as LaTeX sets it
    return " ".join(text.replace("\0<", "<").split(" ")).strip()


@cache
def _reader() -> Any:
    from pylatexenc import latex2text, latexwalker, macrospec

    macros = [latex2text.MacroTextSpec(name, f"<{tag}>%s</{tag}>") for name, tag in _STYLES.items()]
    macros += [latex2text.MacroTextSpec(name, form.format("%s")) for name, form in _QUOTING.items()]
    macros += [latex2text.MacroTextSpec("href", _second)]
    macros += [latex2text.MacroTextSpec("url", "%s"), latex2text.MacroTextSpec("noopsort", "")]
    context = latex2text.get_default_latex_context_db()
    context.add_context_category("policybrief", macros=macros, prepend=True)
    walker = latexwalker.get_default_latex_context_db()
    names = [*_STYLES, *_QUOTING, "url", "noopsort"]
    specs = [macrospec.std_macro(name, False, 1) for name in names] + [macrospec.std_macro("href", False, 2)]
    walker.add_context_category("policybrief", macros=specs, prepend=True)

    class Reader:
        """Both halves of pylatexenc with what biblatex knows besides."""

        def latex_to_text(self, value: str) -> str:
            nodes, _, _ = latexwalker.LatexWalker(value, latex_context=walker, tolerant_parsing=True).get_latex_nodes()
            said = latex2text.LatexNodes2Text(latex_context=context, math_mode="text", keep_comments=True)
            return str(said.nodelist_to_text(nodes))

    return Reader()


def _second(node: Any, l2tobj: Any) -> str:
    return str(l2tobj.nodelist_to_text([node.nodeargd.argnlist[1]]))
