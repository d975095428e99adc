// The brief as a form, drawn as the program says: it has the schema, and makes each edit a change of the text.

import { $, button, el, sentence } from "/dom.js";
import { Edits } from "/edits.js";
import { entries } from "/entries.js";
import { field, grow } from "/fields.js";
import { Parts } from "/parts.js";
import { passage } from "/passages.js";
import { told } from "/rooms.js";
import { ask } from "/server.js";
import { language, t } from "/words.js";

const bare = (text) => text.replace(/\s+/g, " ").trim();
const PAUSE = 200; // milliseconds without a key in a field, until the form is asked for again
const PASSING = new Set(["value", "title", "blocks", "more"]); // what changes without another form

export class Form {
  // `files` are the page's texts; `moved` is told of another field, `drawn` of other fields, `chosen` of a part that a
  // person chose, `toYaml` of a path to go to, `mender` makes a button.
  constructor(texts, { moved, drawn, chosen, toYaml, told, failed, mender }) {
    Object.assign(this, { texts, moved, drawn, toYaml, told, failed, mender });
    this.box = $("form");
    this.edits = new Edits(texts, { told, failed, done: (typed) => (typed ? this.soon() : this.refresh()) });
    this.parts = new Parts((part) => { chosen(part); this.show(part).catch(failed); });
    this.part = "";
    this.open = new Set();
    this.revealed = new Set();
    this.shown = new Map(); // each field, by its path
    this.heads = new Map(); // each entry, by its path
    this.signature = "";
    this.entered = true; // a part is looked at anew: its first card is open
    this.wanted = "";
    this.fresh = ""; // the path of an entry that was put in: its first field is wanted
    this.asking = false;
    this.again = false;
    this.timer = 0;
    this.problems = [];
    this.rooms = {};
    this.passages = {}; // what the sources say, by the paths of quotations
    this.box.addEventListener("focusin", (event) => {
      $("for").textContent = event.target.closest(".field")?.querySelector(":scope > .help")?.textContent ?? "";
      this.moved();
    });
  }

  get active() {
    return !this.box.hidden;
  }

  // -- what is shown

  show(part, wanted = "") {
    if (part !== this.part) Object.assign(this, { signature: "", entered: true });
    this.part = part;
    this.wanted = wanted;
    return this.refresh();
  }

  // What is typed in a field stands there already: the others can wait.
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PAUSE);
  }

  // The form of the text as it is now; asked again where it was edited meanwhile.
  async refresh() {
    clearTimeout(this.timer);
    if (!this.active || !this.edits.idle) return;
    this.again = this.asking;
    if (this.asking) return;
    this.asking = true;
    try {
      do {
        this.again = false;
        const name = this.texts.name;
        const [text, part] = [this.texts.text(name), this.part];
        const answer = await ask("/form", { ...this.asked(name), text, part, language });
        if (!this.edits.idle) return; // who has done the edits asks again
        if (name === this.texts.name && part === this.part && this.texts.text(name) === text) this.take(name, answer);
      } while (this.again);
    } catch (error) {
      this.failed(error);
    } finally {
      this.asking = false;
    }
  }

  asked(name) {
    return { name, brief: name === this.texts.brief ? "" : this.texts.text(this.texts.brief) };
  }

  take(name, answer) {
    if (!answer.fields) return this.unread(answer.problems);
    if (this.part && !answer.fields.length) return void this.show("");
    this.parts.take(answer.parts, this.part);
    if (this.signed(name, answer) !== this.signature) {
      this.draw(answer);
      this.drawn();
    } else {
      this.update(answer.fields);
    }
    this.quoted(this.passages);
    this.signature = this.signed(name, answer); // as it is drawn: with the card that was opened
    this.mark();
    this.reach();
  }

  // What has to be the same for the same elements.
  signed(name, answer) {
    return JSON.stringify([name, this.part, [...this.open], answer.fields, ...this.revealed], (key, value) => (PASSING.has(key) ? undefined : value));
  }

  unread(problems) {
    this.box.querySelector(".unread-note")?.remove();
    for (const each of this.box.children) each.inert = true;
    this.box.prepend(el("p", { className: "unread-note", role: "status" }, `${t("This can’t be shown as a form: {problems}.", { problems: problems.map((each) => (each.line ? t("line {line} {problem}", { line: each.line, problem: sentence(each) }) : sentence(each))).join("; ") })} `, button(t("Go to the YAML"), () => this.toYaml("", problems[0]), { className: "link" })));
    this.signature = "";
  }

  draw(answer) {
    const focus = document.activeElement?.closest?.("#form [data-path]")?.dataset.path;
    const { selectionStart, selectionEnd } = document.activeElement ?? {};
    const scroll = this.box.scrollTop;
    this.shown.clear();
    this.heads.clear();
    const about = answer.parts.find((each) => each.key === this.part);
    const [only] = answer.fields;
    const body = answer.fields.length === 1 && only.kind === "list" ? this.list(only) : this.fields(answer.fields);
    const head = el("div", { className: "form-head" }, el("h2", {}, about.label, about.count ? el("span", { className: "muted" }, ` ${about.count}`) : null), el("span", { className: "space" }), body.add ?? null);
    const empty = only?.kind === "list" && !only.entries.length ? el("p", { className: "empty muted" }, `${t("Nothing here yet.")} ${only.help}`) : null;
    this.box.replaceChildren(head, empty ?? "", body.element ?? body);
    this.box.querySelectorAll("textarea").forEach(grow);
    this.box.scrollTop = scroll;
    if (focus && !this.wanted) this.focus(focus, selectionStart, selectionEnd);
  }

  list(about) {
    if (this.wanted) this.opening(this.wanted);
    else if (this.entered && about.entries.length && !about.entries.some((each) => this.open.has(each.path))) this.open.add(about.entries[0].path);
    this.entered = false;
    return entries(about, this, (fields) => this.fields(fields), true);
  }

  fields(fields) {
    const box = el("div", { className: "fields" }, ...fields.filter((each) => !this.aside(each)).map((each) => this.one(each)));
    const aside = fields.filter((each) => this.aside(each));
    if (aside.length) {
      const within = aside[0].path.replace(/\.?[^.[\]]+$/, "");
      const more = el("details", { className: "more", open: this.revealed.has(within) }, el("summary", {}, `${t("More")}: ${aside.map((each) => each.label).join(", ")}`), el("div", { className: "fields" }, ...aside.map((each) => this.one(each))));
      more.addEventListener("toggle", () => { more.querySelectorAll("textarea").forEach(grow); if (more.open) this.revealed.add(within); else this.revealed.delete(within); });
      box.append(more);
    }
    return box;
  }

  aside(about) {
    return about.more || (about.aside && about.kind !== "names" && about.path.endsWith(".id"));
  }

  one(about) {
    if (about.kind === "list") return entries(about, this, (fields) => this.fields(fields), false).element;
    if (about.kind === "group") return el("fieldset", { className: "field group", data: { path: about.path } }, el("legend", { className: "legend" }, about.label), this.fields(about.fields));
    const shown = field(about, this);
    this.shown.set(about.path, shown);
    return shown.element;
  }

  entry(path, head) {
    this.heads.set(path, head);
  }

  // Other values in the same fields.
  update(fields) {
    for (const about of fields) {
      this.shown.get(about.path)?.set(about.value);
      this.update(about.fields ?? []);
      for (const each of about.entries ?? []) {
        this.heads.get(each.path)?.tell(each);
        this.update(each.fields);
      }
    }
  }

  // -- what is done

  do(edit, wanted) {
    const name = this.texts.name;
    if (wanted) this.wanted = wanted;
    void this.edits.do({ ...this.asked(name), ...edit });
  }

  set(path, value, { typed = false } = {}) {
    this.do({ act: "set", path, value, typed });
  }

  add(path, to, value, wanted = "") {
    this.fresh = wanted;
    this.do({ act: "add", path, to, value }, wanted);
  }

  remove(path) {
    this.do({ act: "remove", path });
  }

  // An entry goes to another place of its list, where its path is `wanted`.
  move({ path, steps }, to, wanted) {
    if (this.open.delete(path)) this.open.add(wanted);
    this.do({ act: "move", path: steps, to }, wanted);
  }

  toggle(path) {
    if (!this.open.delete(path)) {
      this.open.clear();
      this.open.add(path);
    }
    this.wanted = path;
    void this.refresh();
  }

  // -- going to a field

  get path() {
    return document.activeElement?.closest?.("#form [data-path]")?.dataset.path ?? "";
  }

  // The field of a path, wherever it is: its part is shown, and its card opened.
  reveal(path) {
    return this.show(this.parts.of(path), path);
  }

  opening(path) {
    const card = /^[^.[\]]+\[\d+\]/.exec(path)?.[0];
    if (card && (path !== card || path === this.fresh) && !this.open.has(card)) {
      this.open.clear();
      this.open.add(card);
    }
  }

  reach() {
    const path = this.wanted;
    if (!path) return;
    this.wanted = "";
    this.focus(path);
    this.fresh = "";
  }

  focus(path, start, end) {
    for (let own = path; own; own = own.replace(/(\.?[^.[\]]+|\[\d+\])$/, "")) {
      const kinds = own === this.fresh ? "textarea, input, select" : ".card-name, textarea, input:not([type=radio]), select";
      const there = this.shown.get(own)?.control ?? this.box.querySelector(`[data-path="${CSS.escape(own)}"] :is(${kinds})`);
      if (!there) continue;
      there.closest("details:not([open])")?.setAttribute("open", "");
      if (there !== document.activeElement) there.focus();
      if (start !== undefined && start !== null && there.setSelectionRange) there.setSelectionRange(start, end);
      there.closest(".field, .card")?.scrollIntoView({ block: "nearest" });
      return;
    }
  }

  // The next problem of the file, or the one before.
  next(forward) {
    const wrong = this.problems.filter((each) => each.path);
    if (!wrong.length) return;
    const at = wrong.findIndex((each) => each.path === this.path);
    const next = wrong[(at + (forward ? 1 : -1) + wrong.length) % wrong.length];
    void this.reveal(next.path).catch(this.failed);
  }

  // -- what is said at fields

  // The quotations that are seen, with what stands beside them; "" where there are none, and null while the text has
  // not all that is typed.
  get quotes() {
    const parent = (path) => path.replace(/\.[^.]+$/, "");
    const holding = new Set([...this.shown.keys()].filter((path) => path.endsWith(".quote")).map(parent));
    if (!this.active || !holding.size) return "";
    if (!this.edits.idle) return null;
    return JSON.stringify([...this.shown].filter(([path]) => holding.has(parent(path))).map(([path, { control }]) => [path, control.value]));
  }

  // What the sources say, below the quotations that are seen.
  quoted(passages) {
    this.passages = passages;
    this.box.querySelectorAll(".passage").forEach((each) => each.remove());
    if (this.texts.name !== this.texts.brief) return;
    for (const [path, about] of Object.entries(passages)) {
      const shown = this.shown.get(path);
      if (!shown) continue;
      const made = passage(about);
      made.classList.toggle("stale", bare(shown.control.value) !== bare(about.text)); // of another text: nothing is said of this
      shown.element.append(made);
    }
  }

  problem(problems, rooms) {
    Object.assign(this, { problems, rooms });
    this.parts.bad(problems);
    if (this.active) this.mark();
  }

  mark() {
    this.box.querySelectorAll(".wrong").forEach((each) => each.remove());
    this.box.querySelectorAll("[aria-invalid]").forEach((each) => each.removeAttribute("aria-invalid"));
    this.box.querySelectorAll(".has-wrong").forEach((each) => each.classList.remove("has-wrong", "error", "warning", "note"));
    for (const problem of this.problems) if (this.parts.of(problem.path) === this.part) this.at(problem);
    for (const [path, { fit }] of this.shown) this.used(fit, this.rooms[path]);
  }

  at(problem) {
    for (let own = problem.path; own; own = own.replace(/(\.?[^.[\]]+|\[\d+\])$/, "")) {
      const shown = this.shown.get(own) ?? this.heads.get(own);
      if (!shown) continue;
      shown.element.classList.add("has-wrong", problem.severity);
      if (shown.control && problem.severity === "error") shown.control.setAttribute("aria-invalid", "true");
      shown.element.append(el("p", { className: `wrong ${problem.severity}` }, el("span", {}, sentence(problem).replaceAll(` from ${problem.path}`, "")), this.mender(problem, "link")));
      return;
    }
  }

  used(fit, room) {
    const { words, over } = room ? told(room) : { words: "", over: false };
    if (fit.textContent !== words) fit.textContent = words;
    fit.classList.toggle("over", over);
  }

  // The paths of the fields whose lines are told, the one that has the focus first.
  get counted() {
    const paths = [...this.shown].filter(([, { control }]) => control.tagName === "TEXTAREA" && control.offsetParent && control.value).map(([path]) => path);
    const { path } = this;
    return [...paths.filter((each) => each === path), ...paths.filter((each) => each !== path)];
  }
}
