// A deck or a memo that somebody edited, dropped on the page: what it brings to the text, taken change by change.

import { $, button, el, sentence } from "/dom.js";
import { notice } from "/notices.js";
import { card, lost } from "/redlines.js";
import { ask } from "/server.js";
import { counted, t, time } from "/words.js";

const MOST = 20_000_000; // bytes of a file
const PAUSE = 800; // milliseconds without an edit until the file is held against the text again

export class Pull {
  // `lit` is told of a value that is looked at, `go` leads to it, `look` shows an audience, and `shown` is told that this
  // or the text is shown, or that some of it was taken.
  constructor(texts, { lit, go, look, shown, failed }) {
    Object.assign(this, { texts, lit, go, look, shown, failed });
    this.box = $("pull");
    this.file = ""; // its name, which nobody but the page knows
    this.found = null;
    this.left = new Set(); // what is to stay as it is
    this.yes = new Set(); // the audiences of a lower marking that may have it
    this.taken = []; // the texts of files after each time that something was taken
    this.timer = 0;
    this.busy = false;
    $("pull-file").addEventListener("change", (event) => {
      this.bring(event.target.files[0]).catch(failed);
      event.target.value = "";
    });
    $("pull-button").addEventListener("click", () => (this.found ? this.open() : $("pull-file").click()));
    this.box.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    dropped((file) => this.bring(file).catch(failed));
  }

  get active() {
    return !this.box.hidden;
  }

  // -- the file

  async bring(file) {
    if (!file) return;
    if (file.size > MOST) return void notice(t("{name} is larger than {most} MB.", { name: file.name, most: MOST / 1e6 }));
    notice(t("Reading {name} …", file));
    const answer = await this.asked({ file: await base64(file) });
    if (answer.problems) return void notice(`${file.name} ${answer.problems.map(sentence).join("; ")}`);
    notice("");
    Object.assign(this, { file: file.name, left: new Set(), yes: new Set(), taken: [] });
    this.take(answer);
    this.look(answer.audience);
    this.open();
  }

  asked(more) {
    return ask("/pull", { texts: this.texts.all, ...more });
  }

  take(found) {
    this.found = found;
    $("pull-button").textContent = found.items.length ? counted("{n} edits", found.items.length) : t("Pull edits…");
    this.lay();
  }

  // The text was edited: what the file brings is another.
  edited() {
    if (!this.found) return;
    this.undoable();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.again().catch(this.failed), PAUSE);
  }

  async again() {
    if (!this.active || this.busy) return;
    const before = this.stand;
    const answer = await this.asked({});
    if (this.stand !== before) return this.edited();
    if (!answer.problems) this.take(answer); // a text that can't be read is told of elsewhere
  }

  get stand() {
    return JSON.stringify(this.texts.all);
  }

  // -- what is taken

  // Put changes into the text; nothing is saved by that.
  async accept(items) {
    if (this.busy || !items.length) return;
    this.busy = true;
    this.box.setAttribute("aria-busy", "true");
    try {
      const before = this.stand;
      const answer = await this.asked({ take: items.map((each) => each.id), yes_for: [...this.yes] });
      if (answer.problems) return void notice(answer.problems.map(sentence).join("; "));
      if (this.stand !== before) return void notice(t("The text was edited meanwhile; nothing was taken. Try again."));
      notice(answer.not_taken.join("; "));
      for (const [name, text] of Object.entries(answer.texts)) this.texts.replace(name, text);
      if (answer.taken) this.taken.push(answer.texts);
      this.take(answer);
      this.shown();
      this.box.querySelector("h2").focus();
    } finally {
      this.busy = false;
      this.box.removeAttribute("aria-busy");
    }
  }

  // Whether the text is still what the last taking made of it.
  undoable() {
    const last = this.taken.at(-1);
    if (last && Object.entries(last).some(([name, text]) => this.texts.text(name) !== text)) this.taken = [];
    const back = $("pull-undo");
    if (back) back.hidden = this.taken.length === 0;
  }

  undo() {
    const last = this.taken.pop() ?? {};
    const rest = this.taken;
    for (const name of Object.keys(last)) this.texts.undo(name);
    this.taken = rest;
    this.shown();
    this.again().catch(this.failed);
  }

  // -- what is shown

  open() {
    this.box.hidden = false;
    this.box.closest("main").classList.add("pulling");
    this.shown();
    this.box.querySelector("h2").focus();
    this.edited();
  }

  close() {
    if (!this.active) return;
    this.box.hidden = true;
    this.box.closest("main").classList.remove("pulling");
    this.shown();
    $("pull-button").focus();
  }

  get open_items() {
    return this.found.items.filter((each) => !this.left.has(each.id)).sort((one, other) => one.sure - other.sure);
  }

  lay() {
    const items = this.open_items;
    const sure = items.filter((each) => each.sure);
    const kept = this.found.items.length - items.length;
    const { told } = this.found;
    const focused = this.box.contains(document.activeElement) && document.activeElement.id;
    const act = {
      take: (each) => this.accept([each]).catch(this.failed),
      leave: (each) => { this.left.add(each.id); this.lay(); this.box.querySelector("h2").focus(); },
      look: (each) => { this.close(); this.go(each.name, each.path); },
      lit: (each) => this.lit(each.name, each.path),
      yes: (who, said) => { this.yes[said ? "add" : "delete"](who); this.lay(); },
      may: (who) => this.yes.has(who),
    };
    this.box.replaceChildren(
      el("div", { className: "pull-head" },
        el("h2", { tabIndex: -1 }, heading(items, this.found.kind)),
        el("span", { className: "space" }),
        button(t("Another file…"), () => $("pull-file").click(), { className: "button" }),
        button(t("Close"), () => this.close(), { className: "button" }),
      ),
      el("p", { className: "pull-about muted" }, about(this.file, this.found)),
      el("div", { className: "pull-list" },
        ...items.map((each) => card(each, this.found.kind, act)),
        told.length ? el("details", { open: !items.length }, el("summary", {}, counted("{n} more can’t go back", told.length)), el("ul", {}, ...told.map(lost))) : null,
      ),
      el("div", { className: "pull-foot" },
        kept ? button(counted("{n} left as they are: show again", kept), () => { this.left.clear(); this.lay(); }, { className: "link" }) : null,
        button(t("Take back what was taken last"), () => this.undo(), { className: "link", id: "pull-undo", hidden: true }),
        el("span", { className: "space" }),
        el("span", { className: "muted" }, t("Nothing is saved before you save.")),
        sure.length ? button(counted("Take the {n} that are sure", sure.length), () => this.accept(sure).catch(this.failed), { className: "button main" }) : null,
      ),
    );
    this.undoable();
    if (focused) $(focused)?.focus();
  }
}

function heading(items, kind) {
  if (!items.length) return t(kind === "deck" ? "Nothing more to take from the deck" : "Nothing more to take from the memo");
  const needing = items.filter((each) => !each.sure).length;
  const all = counted(kind === "deck" ? "{n} edits in the deck" : "{n} edits in the memo", items.length);
  return needing ? `${all}, ${counted("{n} need you", needing)}` : all;
}

function about(file, { called, marking, built, by, when }) {
  const day = time(new Date(built), { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const whom = called ? t("{file}, built {day} for {called}", { file, day, called }) : t("{file}, built {day}", { file, day });
  return [`${whom}${marking ? ` (${marking})` : ""}`, by && t("saved by {by}", { by }), by && when].filter(Boolean).join(", ");
}

async function base64(file) {
  const reader = new FileReader();
  return new Promise((found, failed) => {
    reader.addEventListener("load", () => found(reader.result.slice(reader.result.indexOf(",") + 1)));
    reader.addEventListener("error", () => failed(new Error(t("{name} can’t be read.", file))));
    reader.readAsDataURL(file);
  });
}

// A file that is dropped anywhere on the page is `taken`, and never opened in its place or put into the text.
function dropped(taken) {
  const files = (event) => event.dataTransfer?.types.includes("Files");
  const over = (event) => {
    if (!files(event)) return;
    event.preventDefault();
    event.stopPropagation();
    document.body.classList.add("dropping");
  };
  document.addEventListener("dragenter", over, { capture: true });
  document.addEventListener("dragover", over, { capture: true });
  document.addEventListener("dragleave", (event) => event.relatedTarget || document.body.classList.remove("dropping"));
  document.addEventListener("drop", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    event.stopPropagation();
    document.body.classList.remove("dropping");
    taken(event.dataTransfer.files[0]);
  }, { capture: true });
}
