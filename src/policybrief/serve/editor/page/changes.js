// What changed since the last build, or since the last mail: for each audience what it sees of it, as a redline.

import { $, button, el, sentence } from "/dom.js";
import { redline } from "/redlines.js";
import { ask } from "/server.js";
import { counted, language, t } from "/words.js";

const SINCE = { built: t("Since the last build"), mailed: t("Since the last mail") };
const NOTHING = { built: t("Nothing was built yet."), mailed: t("Nothing was mailed yet that is known here.") };
const STATES = { new: t("new"), gone: t("gone") };

export class Changes {
  // `called` gives an audience's name.
  constructor(texts, { called, failed }) {
    Object.assign(this, { texts, called, failed });
    this.box = $("changes");
    this.since = "built";
    this.turn = 0;
    $("changes-button").addEventListener("click", () => this.open(this.since).catch(failed));
  }

  async open(since) {
    this.since = since;
    const turn = (this.turn += 1);
    if (!this.box.open) {
      this.lay(el("p", { className: "muted", role: "status" }, t("Comparing …")));
      this.box.showModal();
    }
    const answer = await ask("/changes", { texts: this.texts.all, since, language });
    if (turn !== this.turn) return;
    if (answer.problems) this.lay(...answer.problems.map((each) => el("p", { className: "muted" }, `${sentence(each)}.`)));
    else if (!answer.comparisons.length) this.lay(el("p", { className: "muted" }, NOTHING[since]));
    else this.lay(...answer.comparisons.map((each) => this.comparison(each)));
  }

  lay(...inside) {
    const choice = (name) => button(SINCE[name], () => this.open(name).catch(this.failed), { className: "button", id: `since-${name}`, aria: { pressed: String(name === this.since) } });
    const focused = this.box.contains(document.activeElement) && document.activeElement.id;
    this.box.replaceChildren(
      el("h2", { id: "changes-title", tabIndex: -1 }, t("What changed")),
      el("div", { className: "which" }, choice("built"), choice("mailed")),
      el("div", { className: "facts", tabIndex: 0, role: "group", aria: { label: SINCE[this.since] } }, ...inside),
      el("div", { className: "close" }, button(t("Close"), () => this.box.close(), { className: "button main" })),
    );
    this.box.querySelector(focused ? `#${CSS.escape(focused)}` : "h2")?.focus();
  }

  comparison({ audiences, before, facts, parts }) {
    const names = audiences.map(this.called).filter(Boolean).join(", ");
    return el("section", {},
      el("h3", {}, names ? t("for {names}", { names }) : before),
      el("p", { className: "muted" }, `${facts ? counted("{n} changes", facts) : t("Nothing changed.")} · ${before}`),
      ...parts.map((part) => el("div", {}, el("h4", {}, part.title), el("ul", {}, ...part.rows.map(row)))),
    );
  }
}

function row({ state, number, name, beside, notes, changes }) {
  const head = [state && el("strong", {}, `${STATES[state]}: `), number ? `${number} ` : "", ...redline(name)];
  return el("li", { className: state },
    el("p", {}, ...head, beside.length ? el("span", { className: "muted" }, ` ${beside.join("; ")}`) : null),
    ...changes.map((each) => el("p", { className: "redline" }, each.field ? el("span", { className: "muted" }, `${each.field}: `) : null, ...redline(each.pieces))),
    ...notes.map((each) => el("p", { className: "note" }, each)),
  );
}
