// The slides and the memo: one of them large, all of them small, and marks on what comes of the value at the caret.

import { later } from "/later.js";
import { renew } from "/renewing.js";
import { t } from "/words.js";

const ATTRIBUTE = "data-path";
const EDGE = 8; // pixels above and below a thumbnail, for its frame

// A picture's elements. All of its text is escaped by the program that draws it, and it has no links and no scripts.
function drawn(svg) {
  const holder = document.createElement("template");
  holder.innerHTML = svg;
  return holder.content.firstElementChild;
}

const standing = (svg) => [...new Set([...svg.querySelectorAll(`[${ATTRIBUTE}]`)].map((span) => span.getAttribute(ATTRIBUTE)))];

function refused(page) {
  const box = document.createElement("div");
  box.className = "refused";
  const title = document.createElement("h3");
  title.textContent = page.title;
  const list = document.createElement("ul");
  for (const problem of page.problems) {
    const item = document.createElement("li");
    item.textContent = problem.hint ? `${problem.message}; ${problem.hint}` : problem.message;
    list.append(item);
  }
  box.append(title, list);
  return box;
}

export class Pictures {
  // `chosen` is told of the path of a text that was clicked on.
  constructor({ stage, picture, marks, thumbs, where, said }, { chosen }) {
    Object.assign(this, { stage, picture, marks, thumbs, where, said, chosen });
    this.svgs = new Map();
    this.paths = new Map(); // of each picture those that stand on it
    this.lay = later(() => this.thumbnails());
    this.documents = { deck: [], memo: [] };
    this.at = 0;
    this.lit = new Set();
    this.text = -1;
    stage.addEventListener("click", (event) => {
      const span = event.target.closest?.(`[${ATTRIBUTE}]`);
      if (span) this.choose(span);
      else if (event.target.closest?.("text")) this.said.textContent = t("These are the template’s words, or the program’s.");
    });
    stage.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.mark()).observe(stage);
  }

  get pages() {
    return [
      ...this.documents.deck.map((page, number) => ({ ...page, called: t("Slide {number} of {all}", { number: number + 1, all: this.documents.deck.length }) })),
      ...this.documents.memo.map((page, number) => ({ ...page, memo: true, called: this.documents.memo.length > 1 ? t("Memo, page {number}", { number: number + 1 }) : t("Memo") })),
    ];
  }

  get have() {
    return [...this.svgs.keys()];
  }

  // Which document is looked at.
  get looked() {
    return this.pages[this.at]?.memo ? "memo" : "deck";
  }

  // What the program drew: pictures that are there already are not drawn again, and the others are forgotten. The one
  // that is looked at is shown at once, and the small ones when there is time.
  take(documents, pictures) {
    for (const [key, svg] of Object.entries(pictures)) this.svgs.set(key, drawn(svg));
    Object.assign(this.documents, documents);
    const used = new Set(this.pages.map((page) => page.key));
    for (const key of this.svgs.keys()) if (!used.has(key)) this.svgs.delete(key);
    for (const key of this.paths.keys()) if (!used.has(key)) this.paths.delete(key);
    this.at = Math.min(this.at, Math.max(this.pages.length - 1, 0));
    if (this.pages.length) this.large();
    this.lay();
  }

  thumbnails() {
    const old = [...this.thumbs.children];
    this.pages.forEach((page, number) => {
      const thumb = old[number] ?? this.thumb(number);
      if (thumb.dataset.key !== page.key || !page.key) {
        thumb.dataset.key = page.key;
        const svg = this.svgs.get(page.key);
        if (svg) renew(thumb.firstElementChild, svg);
        else thumb.firstElementChild.replaceChildren();
        if (svg) thumb.style.setProperty("--shape", `${svg.viewBox.baseVal.width}/${svg.viewBox.baseVal.height}`);
      }
      thumb.lastElementChild.textContent = page.memo ? page.called : `${number + 1} ${page.title}`;
      thumb.setAttribute("aria-label", `${page.called}: ${page.title}`);
      thumb.classList.toggle("bad", page.problems.length > 0);
    });
    old.slice(this.pages.length).forEach((thumb) => thumb.remove());
    this.frames();
    this.point();
  }

  thumb(number) {
    const thumb = document.createElement("button");
    thumb.type = "button";
    thumb.className = "thumb";
    thumb.setAttribute("role", "option");
    thumb.append(document.createElement("div"), document.createElement("span"));
    thumb.addEventListener("click", () => this.show(number));
    this.thumbs.append(thumb);
    return thumb;
  }

  show(number) {
    if (number < 0 || number >= this.pages.length) return;
    this.text = number === this.at ? this.text : -1;
    this.at = number;
    this.large();
    this.point();
  }

  large() {
    const page = this.pages[this.at];
    if (this.picture.dataset.key !== page.key || !page.key) {
      this.picture.dataset.key = page.key;
      const svg = this.svgs.get(page.key);
      if (svg) renew(this.picture, svg);
      else this.picture.replaceChildren(refused(page));
    }
    const svg = this.picture.querySelector("svg");
    svg?.setAttribute("aria-label", `${page.called}, ${page.title}`);
    this.where.textContent = page.called;
    this.mark();
  }

  // Which of the small ones is the one that is shown.
  point() {
    const [all, chosen] = [[...this.thumbs.children], this.thumbs.children[this.at]];
    if (!chosen || (chosen.getAttribute("aria-selected") === "true" && this.rowed === all.length)) return;
    all.forEach((thumb) => thumb.setAttribute("aria-selected", String(thumb === chosen)));
    this.rowed = all.length;
    this.follow(chosen);
  }

  // The row of thumbnails goes along, by itself and without the page around it.
  follow(thumb) {
    const [box, at] = [this.thumbs, thumb].map((each) => each.getBoundingClientRect());
    if (at.top < box.top || at.height > box.height) this.thumbs.scrollTop -= box.top - at.top + EDGE;
    else if (at.bottom > box.bottom) this.thumbs.scrollTop += at.bottom - box.bottom + EDGE;
  }

  // The texts on the large picture that lead somewhere.
  get texts() {
    return [...this.picture.querySelectorAll(`[${ATTRIBUTE}]`)];
  }

  choose(span) {
    this.text = this.texts.indexOf(span);
    this.chosen(span.getAttribute(ATTRIBUTE));
  }

  key(event) {
    const texts = this.texts;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step && texts.length) {
      this.text = (this.text + step + texts.length) % texts.length;
      this.said.textContent = texts[this.text].textContent;
      this.mark();
      event.preventDefault();
    } else if (event.key === "Enter" && texts[this.text]) {
      this.choose(texts[this.text]);
      event.preventDefault();
    }
  }

  // Marks what comes of these paths, wherever it stands; and turns to the nearest page that has some, if `turned`.
  light(paths, turned) {
    this.lit = new Set(paths);
    const holding = this.frames();
    if (turned && this.lit.size && !holding[this.at]) {
      const nearest = holding.map((has, number) => (has ? number : Infinity)).reduce((best, number) => (Math.abs(number - this.at) < Math.abs(best - this.at) ? number : best), Infinity);
      if (nearest !== Infinity) this.show(nearest);
    }
    this.mark();
    return holding.filter(Boolean).length;
  }

  // Which pages hold some of what is marked: their small pictures have a frame.
  frames() {
    const holding = this.pages.map((page) => this.holds(page.key));
    [...this.thumbs.children].forEach((thumb, number) => thumb.classList.toggle("here", holding[number] ?? false));
    return holding;
  }

  // Turns to the page on which most of these paths stand, unless the present one has as many.
  lead(paths) {
    const wanted = new Set(paths);
    const counts = this.pages.map((page) => this.standing(page.key).filter((path) => wanted.has(path)).length);
    const most = Math.max(0, ...counts);
    if (counts[this.at] < most) this.show(counts.indexOf(most));
  }

  holds(key) {
    return this.standing(key).some((path) => this.lit.has(path));
  }

  // The paths of the texts of a picture.
  standing(key) {
    if (!this.paths.has(key)) this.paths.set(key, this.svgs.has(key) ? standing(this.svgs.get(key)) : []);
    return this.paths.get(key);
  }

  mark() {
    const box = this.stage.getBoundingClientRect();
    const marks = this.texts.flatMap((span, number) => {
      const at = number === this.text && document.activeElement === this.stage;
      if (!at && !this.lit.has(span.getAttribute(ATTRIBUTE))) return [];
      const place = span.getBoundingClientRect();
      const mark = document.createElement("i");
      mark.classList.toggle("at", at);
      const share = (length, whole) => `${(100 * length) / whole}%`;
      mark.style.left = share(place.left - box.left - 2, box.width);
      mark.style.top = share(place.top - box.top, box.height);
      mark.style.width = share(place.width + 4, box.width);
      mark.style.height = share(place.height, box.height);
      return [mark];
    });
    this.marks.replaceChildren(...marks);
  }
}
