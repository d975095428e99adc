// What a source says where the brief quotes it: beside the quotation the passage that it stands in, or comes nearest.

import { el } from "/dom.js";
import { ask } from "/server.js";
import { t } from "/words.js";

const PAUSE = 1000; // milliseconds without an edit
const SAID = {
  exact: ["good", t("Word for word")],
  recorded: ["good", t("As it was verified; the source’s text is not here")],
  punctuation: ["look", t("The same words, punctuated otherwise")],
  differs: ["bad", t("Not word for word: the source says")],
  "not found": ["bad", t("Not in the source")],
  "other source": ["bad", t("It stands in another source")],
  "not checked": ["", t("Not checked: the source’s text is not on this machine")],
};

export class Passages {
  // `wanted` gives the quotations that are seen, "" for none, and null while they are not in the text yet; `took` is told
  // of what is known, by the paths of quotations.
  constructor(texts, { wanted, took, failed }) {
    Object.assign(this, { texts, wanted, took, failed });
    this.of = ""; // the quotations that it is known of
    this.timer = 0;
    this.busy = false;
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.work().catch(this.failed), PAUSE);
  }

  async work() {
    const now = this.wanted();
    if (now === null) return this.soon();
    if (this.busy || !now || now === this.of) return;
    this.busy = true;
    try {
      const { passages } = await ask("/sources", { texts: this.texts.all });
      this.of = now;
      this.took(passages);
    } finally {
      this.busy = false;
    }
    this.soon(); // where it was edited meanwhile
  }
}

// A passage below its quotation: how that does, what the source says around it, and where.
export function passage({ verdict, placed, told, where, before, said, after }) {
  const [look, words] = SAID[verdict] ?? ["", verdict];
  const good = look === "good" && !told.length;
  const place = placed === "right" && (verdict === "exact" || verdict === "punctuation") ? t(", and in its place") : "";
  const text = said ? el("blockquote", {}, before, el("mark", {}, said), after) : null;
  return el("div", { className: "passage" },
    el("p", { className: good ? "good" : look === "good" ? "look" : look }, el("strong", {}, `${words}${place}.`), where ? el("span", { className: "muted" }, ` ${where}`) : null),
    ...told.map((each) => el("p", { className: "muted" }, `${each.slice(0, 1).toUpperCase()}${each.slice(1)}.`)),
    text,
  );
}
