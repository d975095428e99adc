// The entries of a list: as cards of which one is open at a time, or, within a card, one below the other.

import { blocks } from "/fields.js";
import { button, el } from "/dom.js";
import { t } from "/words.js";

const TYPE = "application/x-brief-entry";

// The entries of a list. `form` is told of what is done with them, and `inside` makes what is in one.
export function entries(about, form, inside, outer) {
  const list = el("div", { className: outer ? "cards" : "entries" });
  about.entries.forEach((each, at) => list.append(entry(about, each, at, form, inside, outer)));
  const add = button(t("Add a {entry}", about), () => form.add(about.steps, about.entries.length, undefined, `${about.path}[${about.entries.length}]`), { className: outer ? "button" : "link" });
  if (outer) return { element: el("div", { data: { path: about.path } }, list), add };
  const head = el("div", { className: "label" }, el("span", { className: "legend" }, about.label), el("span", { className: "space" }), add);
  return { element: el("div", { className: "field", role: "group", ariaLabel: about.label, data: { path: about.path } }, head, list), add };
}

function entry(about, each, at, form, inside, outer) {
  const open = !outer || form.open.has(each.path);
  const title = el("span", { className: "title" }, each.title || t("New {entry}", about));
  const called = () => title.textContent;
  const handle = el("span", { className: "handle", draggable: true, ariaHidden: "true", title: t("Drag to another place") }, "⠿");
  const move = (step) => form.move(each, at + step, `${about.path}[${at + step}]`);
  const tools = el("span", { className: "tools" },
    button("↑", () => move(-1), { className: "icon", disabled: at === 0, ariaLabel: t("Move up: {what}", { what: called() }), title: t("Move up (Alt Up)") }),
    button("↓", () => move(1), { className: "icon", disabled: at === about.entries.length - 1, ariaLabel: t("Move down: {what}", { what: called() }), title: t("Move down (Alt Down)") }),
    button("×", () => form.remove(each.steps), { className: "icon", ariaLabel: t("Take out: {what}", { what: called() }), title: t("Take out") }),
  );
  const sure = el("span", { className: "sure" });
  const number = outer ? el("span", { className: "number", ariaHidden: "true" }, String(at + 1)) : null;
  const head = outer
    ? el("div", { className: "card-head" }, handle, el("h3", {}, button("", () => form.toggle(each.path), { className: "card-name", aria: { expanded: String(open) } })), sure, tools)
    : el("div", { className: "entry-head" }, handle, title, el("span", { className: "space" }), tools);
  if (outer) head.querySelector("button.card-name").append(number, title);
  const own = el(outer ? "section" : "div", { className: outer ? `card ${open ? "open" : ""}` : "entry", data: { path: each.path, entry: "" } }, head);
  if (!outer) Object.assign(own, { role: "group", ariaLabel: `${about.entry} ${at + 1}` });
  if (open) own.append(inside(each.fields));
  dragged(own, handle, about, each, at, form);
  own.addEventListener("keydown", (event) => {
    const step = event.altKey && { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step && at + step >= 0 && at + step < about.entries.length) { event.preventDefault(); event.stopPropagation(); move(step); }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      form.add(about.steps, at + 1, undefined, `${about.path}[${at + 1}]`);
    }
  });
  const tell = (now) => {
    title.textContent = now.title || t("New {entry}", about);
    sure.replaceChildren(...(now.blocks ? [blocks(now.blocks)] : []));
  };
  tell(each);
  form.entry(each.path, { element: own, tell });
  return own;
}

// A handle that is dragged takes its entry to the place of the one of the same list that it is let go over.
function dragged(own, handle, about, each, at, form) {
  handle.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData(TYPE, JSON.stringify([about.path, at]));
    event.dataTransfer.setData(`${TYPE}.${hex(about.path)}`, "");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setDragImage(own, 0, 0);
    event.stopPropagation();
  });
  const ours = (event) => event.dataTransfer.types.includes(`${TYPE}.${hex(about.path)}`);
  own.addEventListener("dragover", (event) => {
    if (!ours(event)) return;
    event.preventDefault();
    event.stopPropagation();
    own.classList.add("drop-here");
  });
  for (const leaving of ["dragleave", "drop"]) own.addEventListener(leaving, () => own.classList.remove("drop-here"));
  own.addEventListener("drop", (event) => {
    if (!ours(event)) return;
    event.preventDefault();
    event.stopPropagation();
    const [, from] = JSON.parse(event.dataTransfer.getData(TYPE));
    if (from !== at) form.move({ path: `${about.path}[${from}]`, steps: [...about.steps, from] }, at, `${about.path}[${at}]`);
  });
}

const hex = (path) => [...path].map((each) => each.codePointAt(0).toString(16)).join("");
