// A change that an edited file brings, as a card: what it says, who gets it, and what can be done with it.

import { button, el } from "/dom.js";
import { t } from "/words.js";

const HELD = t("The marking of the file is higher than theirs");
const WHY = {
  conflict: t("Both of you changed it: choose one"),
  analysis: t("Changes the analysis: yours to decide"),
  number: t("A number: yours to decide"),
  gone: t("Is gone from the file: yours to decide"),
};
const TAKE = { conflict: t("Take the file’s"), added: t("Take the new entry"), gone: t("Take it out"), change: t("Take") };

// The pieces of a text: what stays, what goes and what comes, told without colour too.
export function redline(pieces) {
  const unseen = (word) => el("span", { className: "unseen" }, word);
  return pieces.map(([text, mark]) => {
    if (mark === "removed") return el("del", {}, unseen(t("removed: ")), text);
    if (mark === "added") return el("ins", {}, unseen(t("added: ")), text);
    return text;
  });
}

export function card(each, kind, act) {
  const held = each.readers.filter((who) => who.held);
  const may = held.every((who) => act.may(who.id));
  const why = WHY[each.kind] ?? (held.length ? t("Goes further than its marking: yours to decide") : "");
  const words = TAKE[each.kind] ?? t("Change to {words}", { words: said(each.new) });
  const name = `${words}: ${each.called}`;
  const made = el("section", { className: `change${each.sure ? " ready" : ""}`, aria: { label: each.called } },
    el("div", { className: "change-head" },
      el("h3", {}, each.called),
      el("span", { className: "muted" }, [each.where, each.by && t("by {by}", each)].filter(Boolean).join(", ")),
      why ? el("strong", {}, why) : null,
    ),
    ...body(each, kind),
    each.also ? el("p", { className: "muted" }, t("Stands also {also}.", each)) : null,
    each.note ? el("p", { className: "note" }, `${each.note}.`) : null,
    each.readers.length ? el("p", { className: "goes" }, `${t("Goes to")} `, ...each.readers.filter((who) => !who.held).map(chip)) : null,
    ...held.map((who) => yes(who, each, act)),
    el("div", { className: "change-acts" },
      button(words, () => act.take(each), { className: "button", disabled: !may, aria: { label: name } }),
      button(each.kind === "conflict" ? t("Keep the text as it is") : t("Leave"), () => act.leave(each), { className: "button", aria: { label: `${t("Leave")}: ${each.called}` } }),
      button(t("Look at it"), () => act.look(each), { className: "link", aria: { label: `${t("Look at it")}: ${each.called}` } }),
    ),
  );
  made.addEventListener("focusin", () => act.lit(each));
  made.addEventListener("click", () => act.lit(each));
  return made;
}

function body(each, kind) {
  if (each.kind === "conflict") {
    const version = (label, text) => [el("dt", {}, label), el("dd", {}, text)];
    return [el("dl", {}, ...version(t("Now"), each.now), ...version(t(kind === "deck" ? "In the deck" : "In the memo"), each.new), ...version(t("As built"), each.built))];
  }
  if (each.kind === "analysis" || each.kind === "number") {
    const because = each.kind === "analysis" ? el("p", {}, t("The reason beside it did not change.")) : null;
    return [el("p", { className: "redline" }, el("del", {}, said(each.now)), ` ${t("becomes")} `, el("ins", {}, said(each.new))), because];
  }
  return [el("p", { className: "redline" }, ...redline(each.pieces))];
}

const said = (word) => word.replaceAll("_", " ");

const called = (who) => (who.marking ? `${who.name} (${who.marking})` : who.name);

const chip = (who) => el("span", { className: "chip", title: who.marking }, who.name);

function yes(who, each, act) {
  const box = el("input", { type: "checkbox", id: `yes-${each.id}-${who.id}`, checked: act.may(who.id) });
  box.addEventListener("change", () => act.yes(who.id, box.checked));
  return el("label", { className: "held" }, box, `${t("Also to {who}?", { who: called(who) })} ${HELD}.`);
}

// What can't go back: where it is, and what to do.
export function lost({ where, message, old, new: now, hint, by }) {
  const texts = [old, now].filter(Boolean).map((text) => `“${text}”`).join(" → ");
  const about = `${message}${by ? `, ${t("by {by}", { by })}` : ""}${texts ? `: ${texts}` : ""}`;
  return el("li", {}, el("strong", {}, where), `: ${about}`, hint ? el("small", {}, hint) : null);
}
