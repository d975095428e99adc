// Two audiences' documents beside each other: which page is which one's, what differs, and what one of them does not get.

import { $, button, el } from "/dom.js";
import { ask, faces } from "/server.js";
import { counted, t } from "/words.js";

const LEAST = 0.2; // how much two slides have to have in common to stand beside each other
const TITLE = 0.3;
const PAGES = { deck: "{n} slides", memo: "{n} pages" };
const NUMBERED = { deck: "slide {number}", memo: "page {number}" };

export class Beside {
  // `audiences` gives those that there are, [{ id, name }]; `go` leads to a text's line.
  constructor(texts, { audiences, present, go, failed }) {
    Object.assign(this, { texts, audiences, present, go, failed });
    this.box = $("beside");
    this.svgs = new Map();
    this.chosen = ["", ""];
    this.document = "deck";
    this.only = false;
    this.turn = 0;
    $("beside-button").addEventListener("click", () => this.open().catch(failed));
    this.box.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  async open() {
    const ids = this.audiences().map((each) => each.id);
    const first = this.present();
    const other = this.chosen.find((id) => ids.includes(id) && id !== first) ?? ids.find((id) => id !== first);
    this.chosen = [first, other];
    this.box.hidden = false;
    document.body.classList.add("comparing");
    this.box.replaceChildren(el("h2", { tabIndex: -1 }, t("Two audiences")));
    this.box.querySelector("h2").focus();
    await this.draw();
  }

  close() {
    if (this.box.hidden) return;
    this.box.hidden = true;
    document.body.classList.remove("comparing");
    $("beside-button").focus();
  }

  // The text is another: both are drawn again.
  edited() {
    if (!this.box.hidden) this.draw().catch(this.failed);
  }

  async draw() {
    const turn = (this.turn += 1);
    const sides = [];
    for (const audience of this.chosen) {
      const asked = { texts: this.texts.all, audience, documents: [this.document], have: [...this.svgs.keys()], beside: true, later: true };
      const answer = await ask("/draw", asked);
      if (turn !== this.turn) return;
      if (!answer.documents) return this.lay([], answer.problems);
      for (const [key, svg] of Object.entries(answer.pictures)) this.svgs.set(key, drawn(svg));
      await faces(answer.faces ?? []);
      const pages = answer.documents[this.document].map((page) => sheet(page, this.svgs.get(page.key), answer.places));
      withoutFeet(pages);
      sides.push({ ...answer, pages });
    }
    const used = new Set(sides.flatMap((side) => side.pages.map((page) => page.key)));
    for (const key of this.svgs.keys()) if (!used.has(key)) this.svgs.delete(key);
    this.lay(sides, []);
  }

  // -- what is shown

  lay(sides, problems) {
    const focused = document.activeElement?.id;
    const rows = sides.length ? pairs(sides[0].pages, sides[1].pages, this.document) : [];
    const shown = rows.filter((row) => !this.only || differs(row));
    const number = rows.filter(differs).length;
    this.box.replaceChildren(
      el("div", { className: "beside-head" },
        el("h2", { tabIndex: -1 }, t("Two audiences")),
        this.choice("deck", t("Deck")), this.choice("memo", t("Memo")),
        this.filter(),
        el("span", { role: "status", className: "muted" }, sides.length ? counted("{differ} of {n} places differ", rows.length, { differ: number }) : ""),
        el("span", { className: "space" }),
        button(t("Close"), () => this.close(), { className: "button" }),
      ),
      el("div", { className: "beside-rows", tabIndex: 0, role: "group", aria: { label: t("Pages beside each other") } },
        el("div", { className: "pair heads" }, ...[0, 1].map((side) => this.head(side, sides[side]))),
        ...problems.map((each) => el("p", { className: "wrong" }, each.message)),
        ...shown.map((row) => this.row(row, sides)),
      ),
    );
    this.box.querySelector(focused ? `#${CSS.escape(focused)}` : "h2")?.focus();
    for (const place of this.box.querySelectorAll(".sheet")) mark(place);
  }

  choice(name, words) {
    const chosen = () => { this.document = name; this.draw().catch(this.failed); };
    return button(words, chosen, { id: `beside-${name}`, className: "button", aria: { pressed: String(name === this.document) } });
  }

  filter() {
    const box = el("input", { type: "checkbox", checked: this.only, id: "beside-only" });
    box.addEventListener("change", () => { this.only = box.checked; this.draw().catch(this.failed); });
    return el("label", { className: "only" }, box, t("Only what differs"));
  }

  head(side, seen) {
    const menu = el("select", { id: `beside-${side}`, aria: { label: side ? t("Audience on the right") : t("Audience on the left") } },
      ...this.audiences().map((each) => el("option", { value: each.id, selected: each.id === this.chosen[side] }, each.name)));
    menu.addEventListener("change", () => { this.chosen[side] = menu.value; this.draw().catch(this.failed); });
    const marking = seen?.marking ? el("span", { className: "marking" }, seen.marking) : null;
    return el("div", {}, menu, marking, seen ? el("span", { className: "muted" }, counted(PAGES[this.document], seen.pages.length)) : null);
  }

  row({ pages, unlike }, sides) {
    const [first, second] = pages;
    const about = !first || !second ? t("for {who} only", { who: this.named(first ? 0 : 1) }) : differs({ pages, unlike }) ? counted("{n} texts unlike the other’s", unlike[0].length + unlike[1].length) : t("the same for both");
    const title = (first ?? second).title || t(NUMBERED[this.document], first ?? second);
    const cells = pages.map((page, side) => (page ? this.sheet(page, unlike[side], side) : this.absent(pages[1 - side], sides[side], side)));
    const listed = unlike.flatMap((keys, side) => keys.map((key) => el("li", {}, el("strong", {}, `${this.named(side)}: `), pages[side].texts.get(key).words)));
    return el("section", { aria: { label: title } },
      el("p", { className: "row-head" }, el("strong", {}, title), " ", el("span", { className: "muted" }, about)),
      el("div", { className: "pair" }, ...cells),
      listed.length && first && second ? el("details", {}, el("summary", {}, t("Which texts")), el("ul", {}, ...listed)) : null,
    );
  }

  named(side) {
    return this.audiences().find((each) => each.id === this.chosen[side])?.name ?? this.chosen[side];
  }

  sheet(page, unlike, side) {
    const called = `${t(NUMBERED[this.document], page)}, ${this.named(side)}`;
    if (!page.svg) return el("div", { className: "sheet refused" }, el("p", {}, `${called}: ${page.problems.map((each) => each.message).join("; ")}`));
    const svg = page.svg.cloneNode(true);
    svg.setAttribute("aria-label", called);
    const place = el("div", { className: "sheet", data: { unlike: JSON.stringify(unlike) } }, svg);
    place.addEventListener("click", (event) => {
      const [file, path] = page.places[event.target.closest?.("[data-path]")?.getAttribute("data-path")] ?? [];
      if (!file) return;
      this.close();
      this.go(file, path);
    });
    return place;
  }

  // Why one of them has no such page: what it may not see, and what is left out for length, are told apart.
  absent(page, { kept }, side) {
    const who = this.named(side);
    const inside = (path, above) => path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
    const paths = [...page.origins];
    const secret = paths.some((path) => kept.secret.some((above) => inside(path, above)));
    const left = paths.some((path) => (kept.left_out[this.document] ?? []).some((part) => inside(path, part)));
    const [words, why] = secret
      ? [t("Not for {who}", { who }), t("The brief keeps it from them.")]
      : left
        ? [t("Left out for {who}", { who }), t("For length, not for secrecy: it is not among their parts.")]
        : [t(this.document === "deck" ? "No such slide for {who}" : "No such page for {who}", { who }), t("What is said there has no place of its own, or is said only to the other.")];
    return el("div", { className: `absent ${secret ? "secret" : ""}` }, el("p", {}, el("strong", {}, words), el("br"), why));
  }
}

function drawn(svg) {
  const holder = document.createElement("template");
  holder.innerHTML = svg; // all of its text is escaped by the program that draws it
  return holder.content.firstElementChild;
}

const bare = (words) => words.replace(/[\s\u00ad]+/g, "");

// A page with its texts, each by its path, and the values that these come from.
function sheet(page, svg, places) {
  const texts = new Map();
  for (const span of svg?.querySelectorAll("[data-path]") ?? []) {
    const key = span.getAttribute("data-path");
    const before = texts.get(key)?.words;
    texts.set(key, { words: before ? `${before} ${span.textContent}` : span.textContent });
  }
  const origins = new Set([...texts.keys()].map((key) => places[key]?.[1]).filter(Boolean));
  return { ...page, svg, texts, places, origins };
}

// What stands on most pages, as a date at their foot, is told of on the first alone.
function withoutFeet(pages) {
  const [, ...others] = pages;
  for (const key of new Set(others.flatMap((page) => [...page.texts.keys()]))) {
    const holding = others.filter((page) => page.texts.has(key));
    if (holding.length > 1 && holding.length > others.length / 2) holding.forEach((page) => page.texts.delete(key));
  }
}

const differs = ({ pages, unlike }) => !pages[0] || !pages[1] || unlike.some((keys) => keys.length > 0);

function alike(one, other) {
  const common = [...one.origins].filter((path) => other.origins.has(path)).length;
  const all = one.origins.size + other.origins.size - common;
  return (all ? common / all : 0) + (one.title === other.title ? TITLE : 0);
}

// The pages of both, those that say the same beside each other, in the order of the first one's.
function pairs(ours, theirs, document) {
  [ours, theirs].forEach((pages) => pages.forEach((page, place) => { page.number = place + 1; }));
  const found = ours.flatMap((one, at) => theirs.map((other, there) => [document === "memo" ? Number(at === there) : alike(one, other), at, there]));
  const partner = new Map();
  const taken = new Set();
  for (const [share, at, there] of found.sort((a, b) => b[0] - a[0] || a[1] - b[1])) {
    if (share < LEAST || partner.has(at) || taken.has(there)) continue;
    partner.set(at, there);
    taken.add(there);
  }
  const rows = ours.map((one, at) => [one, theirs[partner.get(at)] ?? null]);
  theirs.forEach((other, there) => {
    if (taken.has(there)) return;
    const after = rows.findLastIndex(([, beside]) => beside && beside.number <= there);
    rows.splice(after + 1, 0, [null, other]);
  });
  return rows.map((pages) => ({ pages, unlike: unlike(...pages) }));
}

// The texts of each that the other one's page does not have, whatever values they come from.
function unlike(one, other) {
  if (!one || !other) return [[], []];
  const words = (page) => new Set([...page.texts.values()].map((text) => bare(text.words)));
  const without = (page, others) => [...page.texts].filter(([, text]) => !others.has(bare(text.words))).map(([key]) => key);
  return [without(one, words(other)), without(other, words(one))];
}

// Marks on the texts of a sheet that the other one does not have.
function mark(place) {
  const keys = new Set(JSON.parse(place.dataset.unlike ?? "[]"));
  const box = place.getBoundingClientRect();
  const share = (length, whole) => `${(100 * length) / whole}%`;
  for (const span of place.querySelectorAll("[data-path]")) {
    if (!keys.has(span.getAttribute("data-path"))) continue;
    const at = span.getBoundingClientRect();
    const made = el("i", { className: "unlike" });
    Object.assign(made.style, { left: share(at.left - box.left, box.width), top: share(at.top - box.top, box.height), width: share(at.width, box.width), height: share(at.height, box.height) });
    place.append(made);
  }
}
