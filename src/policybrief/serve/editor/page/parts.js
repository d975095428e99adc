// The parts of the brief, beside the form or as a menu: what there is, how much of it, and where something is wrong.

import { $, button, el } from "/dom.js";
import { counted, t } from "/words.js";

export class Parts {
  // `chosen` is told of the key of a part.
  constructor(chosen) {
    this.chosen = chosen;
    this.all = [];
    this.present = "";
    this.wrong = new Map();
    $("part-menu").addEventListener("change", (event) => chosen(event.target.value));
  }

  // The part that a path lies in: the single values have one together.
  of(path) {
    const first = /^[^.[\]]*/.exec(path ?? "")[0];
    return this.all.some((each) => each.key === first) ? first : "";
  }

  take(parts, present) {
    this.all = parts;
    this.present = present;
    this.lay();
  }

  bad(problems) {
    this.wrong = new Map();
    for (const each of problems) {
      if (each.severity !== "error" || !each.path) continue;
      const part = this.of(each.path);
      this.wrong.set(part, (this.wrong.get(part) ?? 0) + 1);
    }
    this.lay();
  }

  lay() {
    const shown = this.all.filter((each) => each.present || each.key === this.present);
    const groups = [...new Set(shown.map((each) => each.group))];
    const items = groups.flatMap((group) => [el("p", { className: "rail-head" }, group), ...shown.filter((each) => each.group === group).map((each) => this.item(each))]);
    const missing = this.all.filter((each) => !shown.includes(each));
    const open = $("parts").querySelector("details")?.open ?? false;
    const adding = missing.length ? [el("details", { open }, el("summary", {}, t("Add a part")), ...missing.map((each) => this.item(each)))] : [];
    const focused = document.activeElement?.dataset?.part;
    $("parts").replaceChildren(...items, ...adding);
    if (focused !== undefined && $("parts").offsetParent) $("parts").querySelector(`[data-part="${CSS.escape(focused)}"]`)?.focus();
    $("part-menu").replaceChildren(...this.all.map((each) => el("option", { value: each.key, selected: each.key === this.present }, each.count ? `${each.label}, ${each.count}` : each.label)));
  }

  item({ key, label, count }) {
    const wrong = this.wrong.get(key);
    const beside = wrong ? el("span", { className: "rail-wrong" }, `${wrong}`, el("span", { className: "unseen" }, ` ${counted("problems", wrong)}`)) : count ? el("span", { className: "rail-count" }, String(count)) : null;
    const item = button("", () => this.chosen(key), { data: { part: key } });
    if (key === this.present) item.setAttribute("aria-current", "true");
    item.append(label, beside ?? "");
    return item;
  }
}
