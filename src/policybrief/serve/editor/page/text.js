// The YAML, in CodeMirror: one editor, with the state of each file kept while another is shown.

import {
  autocompletion, bracketMatching, closeBrackets, closeBracketsKeymap, completionKeymap, Decoration, defaultKeymap,
  drawSelection, EditorState, EditorView, foldGutter, highlightActiveLine, highlightActiveLineGutter,
  highlightSelectionMatches, highlightSpecialChars, HighlightStyle, history, historyKeymap, indentUnit, isolateHistory, keymap,
  lineNumbers, lintGutter, nextDiagnostic, previousDiagnostic, redo, search, searchKeymap, setDiagnostics, StateEffect,
  StateField, syntaxHighlighting, tags, undo, undoDepth, ViewPlugin, yaml,
} from "/codemirror.js";
import { t, words } from "/words.js";

const looks = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: "var(--navy)", fontWeight: "600" },
  { tag: tags.comment, color: "var(--muted)" },
  { tag: [tags.labelName, tags.typeName, tags.meta], color: "var(--blue)" },
]);

const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--surface)", fontSize: "13px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "20px" },
  ".cm-content": { caretColor: "var(--ink)", padding: "8px 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--muted)", border: "0", fontSize: "12px" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--blue-tint)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--frame) !important" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--red) 1.5px", textUnderlineOffset: "3px" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--bronze) 1.5px", textUnderlineOffset: "3px" },
  ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--edge)", borderRadius: "4px", font: "400 13px/18px var(--ui)" },
  ".cm-diagnosticAction": { backgroundColor: "var(--navy)", color: "var(--on-navy)", font: "600 13px/18px var(--ui)", borderRadius: "4px", padding: "3px 8px" },
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--ink)" },
  ".cm-textfield, .cm-button": { backgroundColor: "var(--surface)", backgroundImage: "none", color: "var(--ink)", border: "1px solid var(--edge)" },
  ".cm-used::after": { content: "attr(data-used)", color: "var(--muted)", font: "400 12px/16px var(--ui)", marginLeft: "2ch", whiteSpace: "nowrap" },
  ".cm-used.over::after": { color: "var(--red)", fontWeight: "600" },
  ".cm-tooltip-autocomplete ul li": { padding: "6px 12px !important", lineHeight: "18px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--navy)", color: "var(--on-navy)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--muted)", marginLeft: "12px" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionInfo": { padding: "8px 12px", maxWidth: "320px" },
  ".cm-value": { backgroundColor: "var(--blue-tint)" },
});

// A line that is wrapped goes on below where it begins: a class for each depth, for the policy lets no style be set.
const DEEPEST = 40;
const depths = EditorView.theme(
  Object.fromEntries(
    Array.from({ length: DEEPEST }, (_, depth) => [`.cm-line.in-${depth + 1}`, { paddingLeft: `calc(${depth + 1}ch + 6px)`, textIndent: `-${depth + 1}ch` }]),
  ),
);

function indented(view) {
  const marks = [];
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const row = view.state.doc.lineAt(at);
      const depth = Math.min(/^[ -]*/.exec(row.text)[0].length + (/^[ -]*[^ #]+: [^>|]/.test(row.text) ? 2 : 0), DEEPEST);
      if (depth) marks.push(Decoration.line({ class: `in-${depth}` }).range(row.from));
      at = row.to + 1;
    }
  }
  return Decoration.set(marks);
}

const wrapped = ViewPlugin.define(
  (view) => ({
    marks: indented(view),
    update(change) {
      if (change.docChanged || change.viewportChanged) this.marks = indented(change.view);
    },
  }),
  { decorations: (plugin) => plugin.marks },
);

// A line that is marked, by an effect whose value says where it begins and how it is marked.
function marked(effect) {
  return StateField.define({
    create: () => Decoration.none,
    update(marks, change) {
      let now = marks.map(change.changes);
      for (const each of change.effects) {
        if (each.is(effect)) now = each.value ? Decoration.set([Decoration.line(each.value.mark).range(each.value.from)]) : Decoration.none;
      }
      return now;
    },
    provide: (field) => EditorView.decorations.from(field),
  });
}

const led = StateEffect.define(); // the line of a value that was gone to
const used = StateEffect.define(); // and that which says how many lines are used
const marks = [marked(led), marked(used)];

export class Texts {
  // `changed` is told of an edit, `moved` of another place of the caret; `offered` says what may be written there.
  constructor(parent, { changed, moved, offered }) {
    const nonce = EditorView.cspNonce.of(document.querySelector("meta[name=style-nonce]").content);
    this.extensions = [
      nonce, EditorState.phrases.of(words), lineNumbers(), highlightActiveLineGutter(), highlightSpecialChars(), history(),
      foldGutter(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine(),
      highlightSelectionMatches(), autocompletion({ override: [offered], activateOnTyping: true, icons: false }), search({ top: true }), indentUnit.of("  "), yaml(),
      syntaxHighlighting(looks), theme, depths, wrapped, marks, lintGutter(), EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": t("The file’s text"), tabindex: "0" }),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) changed();
        if (update.docChanged || update.selectionSet) moved();
      }),
    ];
    this.states = new Map();
    this.name = "";
    this.view = new EditorView({ parent, extensions: nonce });
    new ResizeObserver(() => this.stay()).observe(parent);
  }

  add(name, text) {
    this.states.set(name, EditorState.create({ doc: text, extensions: this.extensions }));
  }

  // The file of the brief itself: the first.
  get brief() {
    return this.names[0];
  }

  get all() {
    return Object.fromEntries(this.names.map((name) => [name, this.text(name)]));
  }

  get names() {
    return [...this.states.keys()];
  }

  text(name = this.name) {
    return this.state(name).doc.toString();
  }

  state(name) {
    return name === this.name ? this.view.state : this.states.get(name);
  }

  show(name) {
    if (name === this.name) return;
    if (this.name) this.states.set(this.name, this.view.state);
    this.name = name;
    this.view.setState(this.states.get(name));
  }

  // Another text in the place of a file's, as an edit that can be undone: by itself, or, where it is typed in a field,
  // with what is typed before and after it.
  replace(name, text, { typed = false } = {}) {
    const before = this.name;
    this.show(name);
    const old = this.text();
    let from = 0;
    while (from < old.length && old[from] === text[from]) from += 1;
    let end = 0;
    while (end < Math.min(old.length, text.length) - from && old.at(-1 - end) === text.at(-1 - end)) end += 1;
    const changes = { from, to: old.length - end, insert: text.slice(from, text.length - end) };
    this.view.dispatch(typed ? { changes, userEvent: "input.type" } : { changes, annotations: isolateHistory.of("full") });
    if (before) this.show(before);
  }

  // The caret at a line and column, from 1.
  go(name, line, column = 1) {
    this.show(name);
    const row = this.view.state.doc.line(Math.min(Math.max(line, 1), this.view.state.doc.lines));
    const at = Math.min(row.from + column - 1, row.to);
    this.view.dispatch({
      selection: { anchor: at },
      effects: [EditorView.scrollIntoView(at, { y: "center" }), led.of({ from: row.from, mark: { class: "cm-value" } })],
    });
    this.focus();
  }

  // The caret's own place takes the focus, where the text is seen.
  focus() {
    if (this.view.dom.offsetParent) this.view.focus();
  }

  // Where there is less room for the text than before, the caret is still seen.
  stay() {
    if (this.view.hasFocus) this.view.dispatch({ effects: EditorView.scrollIntoView(this.view.state.selection.main.head) });
  }

  undo(name = this.name) {
    const before = this.name;
    this.show(name);
    undo(this.view);
    this.show(before);
  }

  redo() {
    redo(this.view);
  }

  get done() {
    return undoDepth(this.view.state);
  }

  // Words at the end of a line; none, where there is nothing to say.
  hint(line, words, over) {
    const there = words && line <= this.view.state.doc.lines;
    const mark = { class: over ? "cm-used over" : "cm-used", attributes: { "data-used": words } };
    this.view.dispatch({ effects: used.of(there ? { from: this.view.state.doc.line(line).from, mark } : null) });
  }

  get line() {
    return this.view.state.doc.lineAt(this.view.state.selection.main.head).number;
  }

  // What is wrong with the file that is shown, underlined.
  underline(problems) {
    const doc = this.view.state.doc;
    const marks = problems.filter((each) => each.line > 0 && each.line <= doc.lines).map((each) => {
      const row = doc.line(each.line);
      const from = Math.min(row.from + Math.max(each.column - 1, 0), row.to);
      const to = each.length ? Math.min(from + each.length, row.to) : row.to;
      const message = each.hint ? `${each.message}; ${each.hint}` : each.message;
      return { from, to: Math.max(from, to), severity: each.severity === "note" ? "info" : each.severity, message, actions: each.actions };
    });
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }

  next(forward) {
    (forward ? nextDiagnostic : previousDiagnostic)(this.view);
    this.focus();
  }
}
