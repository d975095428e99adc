// A file that two changed: what each did beside each other, put together where they don't touch, chosen where they do.

import { $, button, el } from "/dom.js";
import { ask } from "/server.js";
import { counted, t } from "/words.js";

const CHOICES = [["mine", t("Mine")], ["theirs", t("The file’s")], ["both", t("Both, mine first")]];

export class Merging {
  constructor({ failed }) {
    Object.assign(this, { failed });
    this.box = $("merge");
  }

  get open() {
    return this.box.open;
  }

  // The text that a person decides for, or null where none was decided.
  async decided({ name, base, mine, theirs }) {
    const { stretches } = await ask("/merge", { base, mine, theirs });
    return new Promise((found) => {
      let merged = null;
      this.box.addEventListener("close", () => found(merged), { once: true });
      this.lay(name, stretches, (text) => { merged = text; this.box.close(); });
      this.box.showModal();
      this.box.querySelector("h2").focus();
    });
  }

  lay(name, stretches, done) {
    const chosen = new Map();
    const conflicts = stretches.filter((each) => each.kind === "conflict");
    const able = button("", () => done(together(stretches, chosen)), { className: "button main" });
    const count = () => {
      const left = conflicts.length - chosen.size;
      able.disabled = left > 0;
      able.textContent = left ? counted("Choose in {n} places", left) : t("Put them together");
    };
    count();
    const only = (kind, words) => {
      const of = stretches.filter((each) => each.kind === kind);
      return of.length ? el("details", {}, el("summary", {}, counted(words, of.length)), ...of.map(change(kind))) : "";
    };
    this.box.replaceChildren(
      el("h2", { id: "merge-title", tabIndex: -1 }, t("Two versions of {name}", { name })),
      el("p", { className: "muted" }, conflicts.length ? counted("You and another program both changed {n} places.", conflicts.length) : t("No place was changed by both: all of it goes together.")),
      ...conflicts.map((each, number) => conflict(each, number, (what) => { chosen.set(each, what); count(); })),
      only("theirs", "{n} places changed only in the file: taken over"),
      only("mine", "{n} places changed only by you: kept"),
      el("div", { className: "close" }, el("span", { className: "muted" }, t("Nothing is saved before you save; undo leads back.")),
        button(t("Not now"), () => this.box.close(), { className: "button" }), able),
    );
  }
}

function together(stretches, chosen) {
  const ended = (text) => (text && !text.endsWith("\n") ? `${text}\n` : text);
  return stretches.map((each) => {
    const what = chosen.get(each) ?? (each.kind === "theirs" ? "theirs" : "mine");
    return what === "both" ? ended(each.mine) + each.theirs : each[what];
  }).join("");
}

const lines = (text) => el("pre", {}, text || t("(nothing)"));

function conflict(each, number, choose) {
  const options = CHOICES.map(([value, words]) => {
    const input = el("input", { type: "radio", name: `merge-${number}`, value });
    input.addEventListener("change", () => choose(value));
    return el("label", {}, input, words);
  });
  const version = (words, text) => el("div", {}, el("p", { className: "muted" }, words), lines(text));
  return el("fieldset", { className: "clash" },
    el("legend", {}, t("Place {number}", { number: number + 1 })),
    el("div", { className: "versions" }, version(t("Mine"), each.mine), version(t("The file’s"), each.theirs)),
    el("div", { className: "which" }, ...options),
  );
}

const unseen = (word) => el("span", { className: "unseen" }, word);

const change = (kind) => (each) => el("div", { className: "changed" },
  each.base ? el("del", {}, unseen(t("removed: ")), lines(each.base)) : "",
  each[kind] ? el("ins", {}, unseen(t("added: ")), lines(each[kind])) : "",
);
