// The fields of the form, by their kind. The program says which there are; nothing here knows a key of a brief.

import { button, el } from "/dom.js";
import { t } from "/words.js";

const ROOMY = 12; // per cent of a scale that have room for words

let made = 0;
const fresh = () => `f${(made += 1)}`;

// A field: its element, and how it takes another value. `form` is told of what is done in it.
export function field(about, form) {
  const shown = (KINDS[about.kind] ?? KINDS.yaml)(about, form);
  shown.element.dataset.path = about.path;
  shown.element.classList.add("field");
  return shown;
}

// The row above a field: its name, what is chosen, and how many lines are used.
function head(tag, about, own = {}) {
  const fit = el("span", { className: "fit", id: fresh() });
  const state = el("span", { className: "state" });
  const row = el("div", { className: "label" }, el(tag, own, about.label), about.required ? el("span", { className: "muted" }, t("needed")) : null, state, el("span", { className: "space" }), fit);
  return { row, fit, state };
}

// What a field is for: heard with it, and seen below the form while it has the focus, so that nothing moves away.
const help = (about) => el("p", { className: "help unseen", id: fresh() }, about.help);
const described = (...parts) => parts.filter(Boolean).map((each) => each.id).join(" ");

function typed(about, form, control) {
  const id = fresh();
  const { row, fit } = head("label", about, { htmlFor: id });
  const told = about.help ? help(about) : null;
  Object.assign(control, { id, value: about.value ?? "", spellcheck: about.kind === "text" });
  control.setAttribute("aria-describedby", described(fit, told));
  control.addEventListener("input", () => { grow(control); form.set(about.steps, control.value, { typed: true }); });
  const list = about.options?.length ? el("datalist", { id: fresh() }, ...about.options.map((each) => el("option", { value: each.value }, each.label))) : null;
  if (list) control.setAttribute("list", list.id);
  const set = (value) => {
    const same = document.activeElement === control ? control.value.trim() === (value ?? "").trim() : control.value === (value ?? "");
    if (same) return; // a blank that is just typed is not in the text yet
    const { selectionStart, selectionEnd } = control;
    control.value = value ?? "";
    if (document.activeElement === control) control.setSelectionRange(selectionStart, selectionEnd);
    grow(control);
  };
  return { element: el("div", {}, row, control, list, told), set, fit, control };
}

export function grow(control) {
  if (control.tagName !== "TEXTAREA") return;
  control.style.height = "auto";
  control.style.height = `${control.scrollHeight + 2}px`;
}

// One of a few words, as buttons of which one is down: with blocks, or to scale, where the program says so.
function choice(about, form) {
  const name = fresh();
  const { row, fit, state } = head("span", about, { className: "legend", id: `${name}-label` });
  const inputs = about.options.map((each) => {
    const input = el("input", { type: "radio", name, value: String(each.value) });
    input.addEventListener("change", () => { set(each.value); form.set(about.steps, each.value); });
    const label = el("label", { title: [each.label, each.detail].filter(Boolean).join(", ") }, input, each.blocks ? blocks(each.blocks) : null, el("span", {}, each.label));
    if (each.share) label.style.flexGrow = String(each.share);
    if (each.share && each.from > 1) label.dataset.from = String(each.from);
    if (each.share && each.share < ROOMY) label.lastElementChild.className = "unseen";
    return { input, label, each };
  });
  const clear = about.required ? null : button(t("Clear"), () => { set(null); form.set(about.steps, null); inputs[0].input.focus(); }, { className: "link" });
  clear?.setAttribute("aria-label", `${t("Clear")}: ${about.label}`);
  if (clear) row.append(clear);
  const set = (value) => {
    for (const { input, each } of inputs) input.checked = each.value === value;
    const chosen = about.options.find((each) => each.value === value);
    state.textContent = chosen?.share ? `${chosen.label}, ${chosen.detail}` : "";
    if (clear) clear.hidden = value === null || value === undefined;
  };
  const look = about.options.some((each) => each.blocks) ? "stack" : about.options.some((each) => each.share) ? "scale" : "row";
  const told = about.help ? help(about) : null;
  const element = el("div", { className: `choice ${look}`, role: "radiogroup", aria: { labelledby: `${name}-label` } }, row, el("div", { className: "buttons" }, ...inputs.map(({ label }) => label)), told);
  if (told) element.setAttribute("aria-describedby", told.id);
  set(about.value);
  return { element, set, fit, control: inputs[0].input };
}

export function blocks(full) {
  return el("span", { className: "blocks", ariaHidden: "true" }, ...[1, 2, 3].map((each) => el("i", { className: each <= full ? "full" : "" })));
}

function menu(about, form) {
  const select = el("select", {}, ...(about.required && about.value !== null ? [] : [el("option", { value: "" }, "–")]), ...about.options.map((each) => el("option", { value: each.value }, each.label)));
  const shown = typed({ ...about, options: [] }, form, select);
  if (about.value && select.value !== about.value) select.append(el("option", { value: about.value, selected: true }, about.value));
  select.value = about.value ?? "";
  return shown;
}

// Any of some names, each with a box to tick.
function names(about, form) {
  const name = fresh();
  const { row, fit } = head("span", about, { className: "legend", id: name });
  let present = about.value ?? [];
  const boxes = about.options.map((each) => {
    const input = el("input", { type: "checkbox", value: each.value });
    input.addEventListener("change", () => {
      const at = present.indexOf(each.value);
      if (input.checked) form.add(about.steps, present.length, each.value);
      else if (at >= 0) form.remove([...about.steps, at]);
    });
    return input;
  });
  const set = (value) => { present = value ?? []; for (const box of boxes) box.checked = present.includes(box.value); };
  const told = about.help ? help(about) : null;
  const element = el("div", { className: "names", role: "group", aria: { labelledby: name } }, row, el("div", {}, ...about.options.map((each, at) => el("label", {}, boxes[at], el("span", {}, each.label)))), told);
  set(about.value);
  return { element, set, fit, control: boxes[0] };
}

// Short texts, one below the other.
function lines(about, form) {
  const name = fresh();
  const { row, fit } = head("span", about, { className: "legend", id: name });
  const told = about.help ? help(about) : null;
  const list = el("div", { className: "lines" });
  const options = about.options?.length ? el("datalist", { id: fresh() }, ...about.options.map((each) => el("option", { value: each.value }, each.label))) : null;
  const line = (value, at) => {
    const input = el("input", { value, ariaLabel: `${about.label}, ${at + 1}` });
    if (options) input.setAttribute("list", options.id);
    input.addEventListener("input", () => form.set([...about.steps, at], input.value, { typed: true }));
    const out = button("×", () => form.remove([...about.steps, at]), { className: "icon", ariaLabel: t("Take out: {what}", { what: value || about.entry }) });
    return el("div", { className: "line", data: { path: `${about.path}[${at}]` } }, input, out);
  };
  const set = (value) => {
    const own = value ?? [];
    const inputs = [...list.querySelectorAll("input")];
    if (inputs.length !== own.length) list.replaceChildren(...own.map(line));
    else inputs.forEach((input, at) => { if (input.value !== own[at]) input.value = own[at]; });
  };
  set(about.value);
  const add = button(t("Add a {entry}", about), () => form.add(about.steps, list.children.length, "", `${about.path}[${list.children.length}]`), { className: "link" });
  return { element: el("div", { role: "group", aria: { labelledby: name } }, row, list, options, add, told), set, fit, control: add };
}

function yaml(about, form) {
  const { row, fit } = head("span", about, { className: "legend" });
  const go = button(t("Go to it"), () => form.toYaml(about.path), { className: "link" });
  return { element: el("div", {}, row, el("p", { className: "muted" }, `${t("This is written in the YAML alone.")} `, go)), set: () => {}, fit, control: go };
}

const KINDS = {
  text: (about, form) => typed(about, form, el("textarea", { rows: 1 })),
  line: (about, form) => typed(about, form, el("input", {})),
  choice, menu, names, lines, yaml,
};
