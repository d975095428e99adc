// What is wrong: how much of it, a list with what to do, and the change that mends it where that is known.

import { $, button, el, sentence } from "/dom.js";
import { notice } from "/notices.js";
import { ask } from "/server.js";
import { counted, t } from "/words.js";

export class Problems {
  // `go` leads to a problem's place, and `failed` is told of an error.
  constructor(texts, { go, failed }) {
    Object.assign(this, { texts, go, failed });
    this.all = [];
  }

  take(problems) {
    this.all = problems;
    const errors = problems.filter((each) => each.severity === "error").length;
    const others = problems.length - errors;
    const shown = $("problems-button");
    shown.textContent = errors ? counted("{n} problems", errors) : others ? counted("{n} warnings", others) : t("No problems");
    shown.className = `button ${errors ? "bad" : others ? "warn" : "good"}`;
    $("counted").textContent = `${counted("{n} errors", errors)}, ${counted("{n} warnings", others)}`;
    $("problem-list").replaceChildren(...problems.map((each) => this.item(each)));
    $("problems").hidden = problems.length === 0;
  }

  of(file) {
    return this.all.filter((each) => each.file === file);
  }

  // The same, each with what mends it as CodeMirror shows it at its place.
  mendable(file) {
    const actions = (each) => (each.fix ? [{ name: mending(each.fix), apply: () => this.mend(each).catch(this.failed) }] : []);
    return this.of(file).map((each) => ({ ...each, actions: actions(each) }));
  }

  item(problem) {
    const where = [problem.path, problem.line ? t("{file}, line {line}", problem) : problem.file].filter(Boolean).join(" · ");
    const known = this.texts.names.includes(problem.file);
    const go = button(sentence(problem), () => known && this.go(problem));
    go.append(el("small", {}, where));
    return el("li", { className: problem.severity }, go, this.mender(problem, "mend"));
  }

  // A button with the change that mends a problem; null where none is known.
  mender(problem, className) {
    if (!problem.fix || !this.texts.names.includes(problem.file)) return null;
    return button(mending(problem.fix), () => this.mend(problem).catch(this.failed), { className });
  }

  // The change is made by the program that found the problem: nothing else of the text is touched.
  async mend(problem) {
    const text = this.texts.text(problem.file);
    const answer = await ask("/fix", { name: problem.file, text, fix: problem.fix });
    if (answer.problems) return notice(answer.problems.map((each) => each.message).join("; "));
    if (this.texts.text(problem.file) === text) this.texts.replace(problem.file, answer.text);
    this.texts.focus();
  }

  // The fix of the problem that is nearest to what `isHere` says, or else the first.
  quick(file, isHere) {
    const able = this.of(file).filter((each) => each.fix);
    const nearest = able.find(isHere) ?? able[0];
    if (nearest) this.mend(nearest).catch(this.failed);
  }
}

function mending({ operation, value }) {
  if (operation === "remove") return t("Take it out");
  if (operation === "insert") return t("Put it in");
  const words = typeof value === "object" ? t("what is meant") : String(value);
  return operation === "rename" ? t("Rename to {words}", { words }) : t("Change to {words}", { words });
}
