// The page of `brief serve`: what its parts are, and what each tells the others.

import { choices } from "/audiences.js";
import { Beside } from "/beside.js";
import { Changes } from "/changes.js";
import { completing } from "/completing.js";
import { $, button, el } from "/dom.js";
import { Drawing } from "/drawing.js";
import { Files } from "/files.js";
import { Form } from "/form.js";
import { keys } from "/keys.js";
import { later } from "/later.js";
import { divided } from "/layout.js";
import { Making } from "/making.js";
import { Merging } from "/merging.js";
import { failed, notice } from "/notices.js";
import { Passages } from "/passages.js";
import { Pictures } from "/pictures.js";
import { Places } from "/places.js";
import { Pull } from "/pull.js";
import { Problems } from "/problems.js";
import { Rooms, told as lines } from "/rooms.js";
import { ask, faces } from "/server.js";
import { Texts } from "/text.js";
import { counted, t } from "/words.js";

const WATCHED = 4000; // milliseconds from one look at the files on disk to the next
const VIEW = "view";

let audiences = []; // those that there are, with what they are called
let quiet = false; // while a click leads to a line, the page stays where it is

const texts = new Texts($("editor"), { changed: edited, moved, offered: completing(() => form.asked(texts.name)) });
const places = new Places();
const merging = new Merging({ failed });
const files = new Files(texts, { merging, told, notice, failed });
const problems = new Problems(texts, { go: (each) => to(each.file, each.path, each), failed });
const form = new Form(texts, {
  moved, drawn: looked, chosen: lead, failed, told: notice, toYaml,
  mender: (problem, className) => problems.mender(problem, className),
});
const passages = new Passages(texts, { wanted: () => (texts.name === texts.brief ? form.quotes : ""), took: (found) => form.quoted(found), failed });
const pictures = new Pictures(
  { stage: $("stage"), picture: $("picture"), marks: $("marks"), thumbs: $("thumbs"), where: $("where"), said: $("said") },
  { chosen },
);
const drawing = new Drawing(texts, pictures, { took, failed });
const pull = new Pull(texts, {
  lit: (file, path) => light(true, places.of(file, [path])),
  shown: () => { light(false); told(); },
  go: to, look, failed,
});
const beside = new Beside(texts, { audiences: () => audiences, present: () => drawing.audience, go: to, failed });
const making = new Making(files, { called, problems, failed });
new Changes(texts, { called, failed });
const rooms = new Rooms(drawing, texts, { wanted, took: marked, failed });
const tell = later(wrong);

// -- an edit, and what comes of it

function edited() {
  void drawing.edited();
  told();
  files.edited();
  if (form.edits.idle) void form.refresh();
  pull.edited();
}

function took(answer, { document, later, milliseconds }) {
  $("stage").closest("aside").classList.toggle("stale", !answer.documents);
  if (answer.documents) {
    places.take(answer, document);
    pictures.take(answer.documents, answer.pictures);
    $("title").textContent = answer.title;
    globalThis.document.title = `${answer.title} · policybrief`;
    $("marking").textContent = answer.marking;
    $("marking").hidden = !answer.marking;
    ({ audiences } = answer);
    $("beside-button").hidden = audiences.length < 2;
    choices(audiences, drawing.audience, look);
    faces(answer.faces ?? []).catch(failed);
    light(false);
  }
  if (!later) $("quick").textContent = `${milliseconds} ms`;
  if (later) beside.edited();
  tell();
}

function wrong() {
  problems.take(drawing.problems);
  const bad = new Set(problems.all.filter((each) => each.severity === "error").map((each) => each.file));
  [...$("files").children].forEach((tab) => tab.classList.toggle("bad", bad.has(tab.dataset.name)));
  if (drawing.newest) say();
}

// What is wrong, and how many lines are used, at the places of the file that is shown.
function say() {
  texts.underline(problems.mendable(texts.name));
  marked();
  looked();
}

// Other fields are there than were when this was asked last: they may come late.
function looked() {
  rooms.soon();
  passages.soon();
}

function marked() {
  form.problem(problems.of(texts.name), rooms.of(texts.name));
  hint();
}

// The texts whose lines are counted: those that are seen in the form, or the one at the caret.
function wanted() {
  const paths = form.active ? form.counted : places.at(texts.name, texts.line).slice(-1);
  const own = (path) => (texts.name === texts.brief ? path : ""); // of a slide that is too full nothing is drawn
  return paths.map((path) => ({ path, drawn: places.of(texts.name, [path])[0] ?? own(path) })).filter(({ drawn }) => drawn);
}

function hint() {
  const path = places.at(texts.name, texts.line).at(-1);
  const room = rooms.of(texts.name)[path];
  const { words, over } = room ? lines(room) : { words: "", over: false };
  texts.hint(places.position(texts.name, path).line ?? 1, words, over);
}

// What an audience is called.
function called(id) {
  return audiences.find((each) => each.id === id)?.name ?? id;
}

function look(audience) {
  drawing.audience = audience;
  void drawing.edited();
}

// -- from the text to its pictures and back

function moved() {
  if (quiet) return;
  light(true);
  hint();
  rooms.soon();
}

function here() {
  return places.of(texts.name, form.active ? [form.path].filter(Boolean) : places.at(texts.name, texts.line));
}

function light(turned, paths = here()) {
  const count = pictures.light(paths, turned);
  $("said").textContent = count > 1 ? counted("What you edit stands on {n} pages.", count) : "";
}

// A part that is chosen is looked at too.
function lead(part) {
  light(false, []);
  pictures.lead(places.where(texts.name, (path) => form.parts.of(path) === part));
}

function chosen(drawn) {
  const { file, path, line } = places.origin(drawn);
  if (!line) return void ($("said").textContent = file ? t("This comes from {file}.", { file }) : "");
  quiet = true;
  const there = to(file, path);
  quiet = false;
  light(false);
  const [giver, at] = places.giver(drawn) ?? [];
  const words = giver && t("This comes from {file}.", { file: at ? t("{file}, line {line}", { file: giver, line: at }) : giver });
  if (words) Promise.resolve(there).then(() => { $("said").textContent = words; });
}

// To a value: its field in the form, or its line.
function to(file, path, at = places.position(file, path)) {
  pull.close();
  show(file);
  if (form.active && path) return form.reveal(path).catch(failed);
  if (form.active) toYaml("", at);
  else if (at.line) texts.go(file, at.line, at.column);
}

function toYaml(path, at = places.position(texts.name, path)) {
  view("yaml");
  texts.go(texts.name, at.line ?? 1, at.column);
}

// -- form and YAML: two views of one text

function view(name) {
  sessionStorage.setItem(VIEW, name);
  const formed = name === "form";
  $("form").hidden = $("for").hidden = !formed;
  $("editor").hidden = formed;
  for (const input of $("views").querySelectorAll("input")) input.checked = input.value === name;
}

// The other view, at the same value.
function turn() {
  if (form.active) return toYaml(form.path);
  const [path] = places.at(texts.name, texts.line);
  view("form");
  return form.reveal(path ?? "").catch(failed);
}

function focus() {
  if (form.active) ($("form").querySelector("textarea, input, select, button") ?? $("form")).focus();
  else texts.focus();
}

// -- files

function show(name) {
  if (name !== texts.name) Object.assign(form, { part: "", signature: "" });
  texts.show(name);
  [...$("files").children].forEach((tab) => tab.setAttribute("aria-selected", String(tab.dataset.name === name)));
  say();
  told();
}

// A tab has a file's name without folder and ending, so that several stand beside each other, unless two would be alike.
function tabs() {
  const short = (name) => name.replace(/^.*\//, "").replace(/\.ya?ml$/, "");
  const alone = new Set(texts.names.map(short)).size === texts.names.length;
  $("files").replaceChildren(...texts.names.map((name) => {
    const whole = name.replace(/^content\//, "");
    const open = () => { show(name); void form.refresh(); focus(); };
    const tab = button(alone ? short(name) : whole, open, { data: { name }, title: whole, aria: { label: whole } });
    tab.setAttribute("role", "tab");
    return tab;
  }));
}

function told(words = "") {
  const waiting = files.unsaved;
  $("save").disabled = waiting.length === 0;
  $("undo").disabled = texts.done === 0;
  const state = waiting.length === 0 ? t("saved") : waiting.length === 1 ? t("not saved") : counted("{n} files not saved", waiting.length);
  $("state").textContent = `${texts.name.replace(/^content\//, "")} · ${words || state}`;
}

// -- the page

function wire() {
  keys({
    texts, files, form, pull, pictures, problems, turn, focus, failed,
    mend: () => problems.quick(texts.name, (each) => (form.active ? each.path === form.path : each.line === texts.line)),
    build: () => making.begin("build"),
    next: (forward) => (form.active ? form.next(forward) : texts.next(forward)),
    seen: () => { light(true); $("stage").focus(); },
  });
  $("save").addEventListener("click", () => files.save().catch(failed));
  $("undo").addEventListener("click", () => texts.undo());
  $("before").addEventListener("click", () => pictures.show(pictures.at - 1));
  $("after").addEventListener("click", () => pictures.show(pictures.at + 1));
  $("problems-button").addEventListener("click", () => problems.all[0] && problems.go(problems.all[0]));
  for (const input of $("views").querySelectorAll("input")) input.addEventListener("change", () => (input.value === "yaml" ? toYaml(form.path) : turn()));
  divided();
  addEventListener("beforeunload", (event) => { if (files.unsaved.length) event.preventDefault(); });
  setInterval(() => document.visibilityState === "visible" && files.watch().catch(failed), WATCHED);
}

async function start() {
  view(sessionStorage.getItem(VIEW) ?? "form");
  const opened = await ask("/open");
  files.open(opened);
  tabs();
  show(opened.brief);
  const drawn = drawing.edited();
  wire();
  void form.refresh();
  await drawn;
}

start().catch(failed);
