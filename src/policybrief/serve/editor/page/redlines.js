// A change that an edited file brings, as a card: what it says, who gets it, and what can be done with it.

import { button, el } from "/dom.js";

const HELD = "The marking of the file is higher than theirs";
const WHY = {
  conflict: "Both of you changed it: choose one",
  analysis: "Changes the analysis: yours to decide",
  number: "A number: yours to decide",
  gone: "Is gone from the file: yours to decide",
};
const TAKE = { conflict: "Take the file’s", added: "Take the new entry", gone: "Take it out", change: "Take" };

// The pieces of a text: what stays, what goes and what comes, told without colour too.
export function redline(pieces) {
  const unseen = (word) => el("span", { className: "unseen" }, word);
  return pieces.map(([text, mark]) => {
    if (mark === "removed") return el("del", {}, unseen("removed: "), text);
    if (mark === "added") return el("ins", {}, unseen("added: "), text);
    return text;
  });
}

export function card(each, kind, act) {
  const held = each.readers.filter((who) => who.held);
  const may = held.every((who) => act.may(who.id));
  const why = WHY[each.kind] ?? (held.length ? "Goes further than its marking: yours to decide" : "");
  const words = TAKE[each.kind] ?? `Change to ${said(each.new)}`;
  const name = `${words}: ${each.called}`;
  const made = el("section", { className: `change${each.sure ? " ready" : ""}`, aria: { label: each.called } },
    el("div", { className: "change-head" },
      el("h3", {}, each.called),
      el("span", { className: "muted" }, [each.where, each.by && `by ${each.by}`].filter(Boolean).join(", ")),
      why ? el("strong", {}, why) : null,
    ),
    ...body(each, kind),
    each.also ? el("p", { className: "muted" }, `Stands also ${each.also}.`) : null,
    each.note ? el("p", { className: "note" }, `${each.note}.`) : null,
    each.readers.length ? el("p", { className: "goes" }, "Goes to ", ...each.readers.filter((who) => !who.held).map(chip)) : null,
    ...held.map((who) => yes(who, each, act)),
    el("div", { className: "change-acts" },
      button(words, () => act.take(each), { className: "button", disabled: !may, aria: { label: name } }),
      button(each.kind === "conflict" ? "Keep the text as it is" : "Leave", () => act.leave(each), { className: "button", aria: { label: `Leave: ${each.called}` } }),
      button("Look at it", () => act.look(each), { className: "link", aria: { label: `Look at it: ${each.called}` } }),
    ),
  );
  made.addEventListener("focusin", () => act.lit(each));
  made.addEventListener("click", () => act.lit(each));
  return made;
}

function body(each, kind) {
  if (each.kind === "conflict") {
    const version = (label, text) => [el("dt", {}, label), el("dd", {}, text)];
    return [el("dl", {}, ...version("Now", each.now), ...version(`In the ${kind}`, each.new), ...version("As built", each.built))];
  }
  if (each.kind === "analysis" || each.kind === "number") {
    const because = each.kind === "analysis" ? el("p", {}, "The reason beside it did not change.") : null;
    return [el("p", { className: "redline" }, el("del", {}, said(each.now)), " becomes ", el("ins", {}, said(each.new))), because];
  }
  return [el("p", { className: "redline" }, ...redline(each.pieces))];
}

const said = (word) => word.replaceAll("_", " ");

const called = (who) => (who.marking ? `${who.name} (${who.marking})` : who.name);

const chip = (who) => el("span", { className: "chip", title: who.marking }, who.name);

function yes(who, each, act) {
  const box = el("input", { type: "checkbox", id: `yes-${each.id}-${who.id}`, checked: act.may(who.id) });
  box.addEventListener("change", () => act.yes(who.id, box.checked));
  return el("label", { className: "held" }, box, `Also to ${called(who)}? ${HELD}.`);
}

// What can't go back: where it is, and what to do.
export function lost({ where, message, old, new: now, hint, by }) {
  const texts = [old, now].filter(Boolean).map((text) => `“${text}”`).join(" → ");
  const about = `${message}${by ? `, by ${by}` : ""}${texts ? `: ${texts}` : ""}`;
  return el("li", {}, el("strong", {}, where), `: ${about}`, hint ? el("small", {}, hint) : null);
}
