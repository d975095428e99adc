// The page of `brief serve`: what is typed goes to the program, and what it draws comes here, the newest alone.

import { Files } from "/files.js";
import { Pictures } from "/pictures.js";
import { ask, faces, Stopped } from "/server.js";
import { Texts } from "/text.js";

const $ = (name) => document.getElementById(name);
const WATCHED = 4000; // milliseconds from one look at the files on disk to the next

let audience = "";
let problems = [];
let places = {};
let values = {};
let turn = 0;
let drawing = false;
let quiet = false; // while a click leads to a line, the page stays where it is

const texts = new Texts($("editor"), { changed: edited, moved: moved });
const files = new Files(texts, { told, notice, failed });
const pictures = new Pictures(
  { stage: $("stage"), picture: $("picture"), marks: $("marks"), thumbs: $("thumbs"), where: $("where"), said: $("said") },
  { chosen },
);

// -- drawing

function edited() {
  turn += 1;
  told();
  files.edited();
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
      if (each.fix && texts.names.includes(each.file)) item.append(mender(each));
      return item;
    }),
  );
  $("problems").hidden = problems.length === 0;
  const bad = new Set(problems.filter((each) => each.severity === "error").map((each) => each.file));
  [...$("files").children].forEach((tab) => tab.classList.toggle("bad", bad.has(tab.dataset.name)));
}

function mender(problem) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "mend";
  button.textContent = mending(problem.fix);
  button.addEventListener("click", () => mend(problem).catch(failed));
  return button;
}

function mending({ operation, value }) {
  if (operation === "remove") return "Take it out";
  if (operation === "insert") return "Put it in";
  const words = typeof value === "object" ? "what is meant" : String(value);
  return operation === "rename" ? `Rename to ${words}` : `Change to ${words}`;
}

// The change that mends a problem, made by the program that found it: nothing else of the text is touched.
async function mend(problem) {
  const text = texts.text(problem.file);
  const answer = await ask("/fix", { name: problem.file, text, fix: problem.fix });
  if (answer.problems) return notice(answer.problems.map((each) => each.message).join("; "));
  if (texts.text(problem.file) === text) texts.replace(problem.file, answer.text);
  texts.view.focus();
}

// The fix at the caret's line, or else the first.
function quick() {
  const able = problems.filter((each) => each.fix && each.file === texts.name);
  const nearest = able.find((each) => each.line === texts.line) ?? able[0];
  if (nearest) mend(nearest).catch(failed);
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

function told(words = "") {
  const waiting = files.unsaved;
  $("save").disabled = waiting.length === 0;
  const state = waiting.length === 0 ? "saved" : waiting.length === 1 ? "not saved" : `${waiting.length} files not saved`;
  $("state").textContent = `${texts.name} · ${words || state}`;
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
  if (command && event.key.toLowerCase() === "s") act(() => files.save().catch(failed));
  else if (command && event.key === ".") act(quick);
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
  $("save").addEventListener("click", () => files.save().catch(failed));
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
  addEventListener("beforeunload", (event) => { if (files.unsaved.length) event.preventDefault(); });
  setInterval(() => document.visibilityState === "visible" && files.watch().catch(failed), WATCHED);
}

async function start() {
  const opened = await ask("/open");
  files.open(opened);
  tabs();
  show(opened.brief);
  wire();
  turn += 1;
  await draw();
}

start().catch(failed);
