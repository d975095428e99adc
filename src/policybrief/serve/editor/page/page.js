// The page of `brief serve`: what is typed goes to the program, and what it draws comes here, the newest alone.

import { Pictures } from "/pictures.js";
import { ask, faces, Stopped } from "/server.js";
import { Texts } from "/text.js";

const $ = (name) => document.getElementById(name);
const WATCHED = 4000; // milliseconds from one look at the files on disk to the next

const bases = new Map(); // the SHA-256 of each file as it was opened or saved
const saved = new Map(); // and its text then
let audience = "";
let problems = [];
let places = {};
let values = {};
let turn = 0;
let drawing = false;
let quiet = false; // while a click leads to a line, the page stays where it is

const texts = new Texts($("editor"), { changed: edited, moved: moved });
const pictures = new Pictures(
  { stage: $("stage"), picture: $("picture"), marks: $("marks"), thumbs: $("thumbs"), where: $("where"), said: $("said") },
  { chosen },
);

// -- drawing

function edited() {
  turn += 1;
  told();
  void draw();
}

// One question at a time; what was typed meanwhile is asked next, so that no older answer comes after a newer one.
async function draw() {
  if (drawing) return;
  drawing = true;
  try {
    for (let done = -1; done !== turn; ) {
      done = turn;
      const start = performance.now();
      for (const document of ["deck", "memo"]) {
        const asked = { texts: changedTexts(), audience, documents: [document], have: pictures.have, turn: String(done) };
        const answer = await ask("/draw", asked);
        if (document === "memo" && done !== turn) break;
        take(answer, document, done === turn);
        if (document === "deck") $("quick").textContent = `${Math.round(performance.now() - start)} ms`;
        if (!answer.documents) break;
      }
    }
  } catch (error) {
    failed(error);
  } finally {
    drawing = false;
  }
}

function changedTexts() {
  return Object.fromEntries(texts.names.map((name) => [name, texts.text(name)]));
}

const found = { deck: [], memo: [] };

function take(answer, document, newest) {
  found[document] = answer.problems ?? [];
  if (document === "deck" && !answer.documents) found.memo = [];
  const unlike = new Map([...found.deck, ...found.memo].map((each) => [JSON.stringify([each.file, each.line, each.message]), each]));
  problems = [...unlike.values()].sort((one, other) => rank(one) - rank(other));
  $("stage").closest("aside").classList.toggle("stale", !answer.documents);
  if (answer.documents) {
    ({ places } = document === "deck" ? answer : { places: { ...places, ...answer.places } });
    values = answer.values;
    audience = answer.audience;
    $("title").textContent = answer.title;
    globalThis.document.title = `${answer.title} · policybrief`;
    $("marking").textContent = answer.marking;
    $("marking").hidden = !answer.marking;
    choices(answer.audiences);
    pictures.take(answer.documents, answer.pictures);
    faces(answer.faces ?? []).catch(failed);
    light(false);
  }
  list();
  if (newest) texts.underline(problems.filter((each) => each.file === texts.name));
}

function rank(problem) {
  return ["error", "warning", "note"].indexOf(problem.severity);
}

// -- what is wrong

function list() {
  const errors = problems.filter((each) => each.severity === "error").length;
  const others = problems.length - errors;
  const many = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;
  const button = $("problems-button");
  button.textContent = errors ? many(errors, "problem") : others ? many(others, "warning") : "No problems";
  button.className = `button ${errors ? "bad" : others ? "warn" : "good"}`;
  $("counted").textContent = `${many(errors, "error")}, ${many(others, "warning")}`;
  $("problem-list").replaceChildren(
    ...problems.map((each) => {
      const item = document.createElement("li");
      item.className = each.severity;
      const go = document.createElement("button");
      go.type = "button";
      go.textContent = each.hint ? `${each.message}; ${each.hint}` : each.message;
      const where = document.createElement("small");
      where.textContent = [each.path, each.line ? `${each.file}, line ${each.line}` : each.file].filter(Boolean).join(" · ");
      go.append(where);
      go.addEventListener("click", () => texts.names.includes(each.file) && go_to(each.file, each.line, each.column));
      item.append(go);
      return item;
    }),
  );
  $("problems").hidden = problems.length === 0;
  const bad = new Set(problems.filter((each) => each.severity === "error").map((each) => each.file));
  [...$("files").children].forEach((tab) => tab.classList.toggle("bad", bad.has(tab.dataset.name)));
}

function next(forward) {
  texts.next(forward);
}

// -- from the text to its pictures and back

function moved() {
  if (!quiet) light(true);
}

// The paths of what is drawn of the value at the caret: the last that begins before it, or at its line.
function here() {
  const line = texts.line;
  const own = (values[texts.name] ?? []).filter(([, start]) => start <= line).at(-1);
  if (!own) return [];
  const at = (values[texts.name] ?? []).filter(([, start]) => start === own[1]).map(([path]) => path);
  return Object.entries(places).filter(([, [file, path]]) => file === texts.name && at.includes(path)).map(([path]) => path);
}

function light(turned) {
  const count = pictures.light(here(), turned);
  $("said").textContent = count > 1 ? `What you edit stands on ${count} pages.` : "";
}

function chosen(path) {
  const [file, own] = places[path] ?? [];
  const value = (values[file] ?? []).find(([each]) => each === own);
  if (value) {
    quiet = true;
    go_to(file, value[1], value[2]);
    quiet = false;
    light(false);
  } else if (file) {
    $("said").textContent = `This comes from ${file}.`;
  }
}

function go_to(file, line, column) {
  show(file);
  texts.go(file, line, column);
}

// -- files

function show(name) {
  texts.show(name);
  [...$("files").children].forEach((tab) => tab.setAttribute("aria-selected", String(tab.dataset.name === name)));
  texts.underline(problems.filter((each) => each.file === name));
  told();
}

function tabs() {
  $("files").replaceChildren(
    ...texts.names.map((name) => {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.setAttribute("role", "tab");
      tab.dataset.name = name;
      tab.textContent = name.replace(/^content\//, "");
      tab.addEventListener("click", () => { show(name); texts.view.focus(); });
      return tab;
    }),
  );
}

function unsaved() {
  return texts.names.filter((name) => texts.text(name) !== saved.get(name));
}

function told(words = "") {
  const waiting = unsaved();
  $("save").disabled = waiting.length === 0;
  const state = waiting.length === 0 ? "saved" : waiting.length === 1 ? "not saved" : `${waiting.length} files not saved`;
  $("state").textContent = `${texts.name} · ${words || state}`;
}

async function save() {
  for (const name of unsaved()) {
    const text = texts.text(name);
    const answer = await ask("/save", { name, text, base: bases.get(name) });
    if (answer.status === 409) return conflict(name, answer);
    if (answer.problems) return notice(answer.problems.map((each) => `${each.file}: ${each.message}`).join("; "));
    bases.set(name, answer.digest);
    saved.set(name, text);
  }
  notice("");
  told(`saved ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`);
}

// The file is another on disk: nothing is overwritten before a person has said so.
function conflict(name, now) {
  const take_theirs = () => { bases.set(name, now.digest); saved.set(name, now.text); texts.replace(name, now.text); notice(""); told(); };
  const keep = () => { bases.set(name, now.digest); notice(""); save().catch(failed); };
  notice(`${name} was changed on disk by another program.`, [["Take the file’s text", take_theirs], ["Overwrite it with mine", keep]]);
}

async function watch() {
  if (document.visibilityState !== "visible") return;
  const { files } = await ask("/open");
  for (const [name, file] of Object.entries(files)) {
    if (!bases.has(name) || bases.get(name) === file.digest) continue;
    if (texts.text(name) === saved.get(name)) {
      bases.set(name, file.digest);
      saved.set(name, file.text);
      texts.replace(name, file.text);
      told();
    } else {
      conflict(name, file);
    }
  }
}

// -- the page

function choices(audiences) {
  const box = $("audiences");
  const known = [...box.querySelectorAll("input")].map((each) => each.value).join();
  if (known !== audiences.map((each) => each.id).join()) {
    box.querySelectorAll("label").forEach((label) => label.remove());
    for (const each of audiences) {
      const label = document.createElement("label");
      const input = document.createElement("input");
      Object.assign(input, { type: "radio", name: "audience", value: each.id });
      input.addEventListener("change", () => { audience = each.id; edited(); });
      label.append(input, each.name);
      box.append(label);
    }
  }
  box.classList.toggle("none", audiences.length < 2);
  for (const input of box.querySelectorAll("input")) input.checked = input.value === audience;
}

function notice(words, actions = []) {
  $("notice").hidden = !words;
  $("notice").replaceChildren(words, ...actions.map(([name, act]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = name;
    button.addEventListener("click", act);
    return button;
  }));
}

function failed(error) {
  if (error instanceof Stopped) notice(`${error.message} Your text is still on this page; nothing of it is lost while you keep it open.`);
  else { notice(String(error.message ?? error)); console.error(error); }
}

function divide(share) {
  const part = Math.min(75, Math.max(25, share));
  document.documentElement.style.setProperty("--left", `${part}%`);
  $("divider").setAttribute("aria-valuenow", String(Math.round(part)));
}

function keys(event) {
  const command = event.ctrlKey || event.metaKey;
  const act = (work) => { event.preventDefault(); event.stopPropagation(); work(); };
  if (command && event.key.toLowerCase() === "s") act(() => save().catch(failed));
  else if (event.key === "F8") act(() => next(!event.shiftKey));
  else if (event.key === "F6") act(() => region(event.shiftKey ? -1 : 1));
  else if (event.key === "F12") act(() => { light(true); $("stage").focus(); });
  else if (event.altKey && event.key === "PageDown") act(() => pictures.show(pictures.at + 1));
  else if (event.altKey && event.key === "PageUp") act(() => pictures.show(pictures.at - 1));
  else if (event.altKey && /^Digit[1-9]$/.test(event.code)) act(() => $("audiences").querySelectorAll("input")[Number(event.code.at(-1)) - 1]?.click());
}

function region(step) {
  const regions = [...document.querySelectorAll("[data-region]")];
  const at = regions.findIndex((each) => each.contains(document.activeElement));
  const next = regions[(at + step + regions.length) % regions.length];
  if (next.tagName === "MAIN") texts.view.focus();
  else if (next.tagName === "ASIDE") $("stage").focus();
  else next.focus();
}

function wire() {
  document.addEventListener("keydown", keys, { capture: true });
  $("save").addEventListener("click", () => save().catch(failed));
  $("before").addEventListener("click", () => pictures.show(pictures.at - 1));
  $("after").addEventListener("click", () => pictures.show(pictures.at + 1));
  $("problems-button").addEventListener("click", () => next(true));
  $("divider").addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
    if (step) divide(Number($("divider").getAttribute("aria-valuenow")) + step);
  });
  $("divider").addEventListener("pointerdown", (event) => {
    $("divider").setPointerCapture(event.pointerId);
    $("divider").onpointermove = (move) => divide((100 * move.clientX) / innerWidth);
    $("divider").onpointerup = () => { $("divider").onpointermove = null; };
  });
  addEventListener("beforeunload", (event) => { if (unsaved().length) event.preventDefault(); });
  setInterval(() => watch().catch(failed), WATCHED);
}

async function start() {
  const opened = await ask("/open");
  for (const [name, file] of Object.entries(opened.files)) {
    texts.add(name, file.text);
    bases.set(name, file.digest);
    saved.set(name, file.text);
  }
  tabs();
  show(opened.brief);
  wire();
  turn += 1;
  await draw();
}

start().catch(failed);
