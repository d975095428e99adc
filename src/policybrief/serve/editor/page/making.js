// Documents and drafts of mail made from here: what was made, for whom, and what stood in the way. Nothing is sent.

import { $, button, el } from "/dom.js";
import { notice } from "/notices.js";
import { ask } from "/server.js";
import { counted, t, time } from "/words.js";

const KINDS = { deck: t("Deck"), memo: t("Memo"), docx: t("Word memo"), handout: t("Handout"), receipts: t("Receipts") };

export class Making {
  // `called` gives an audience's name; `problems` has the page's way to tell of what is wrong.
  constructor(files, { called, problems, failed }) {
    Object.assign(this, { files, called, problems, failed });
    this.box = $("made");
    this.busy = false;
    $("build").addEventListener("click", () => this.begin("build"));
    $("mail").addEventListener("click", () => this.begin("mail"));
  }

  // Documents are made from what is saved: what is not is saved first, when a person says so.
  begin(what) {
    const run = () => this.run(what).catch(this.failed);
    const waiting = this.files.unsaved.length;
    if (what === "mail" || !waiting) return void run();
    const save = async () => {
      await this.files.save();
      if (!this.files.unsaved.length) await this.run(what); // else the page says what is to be decided first
    };
    const words = counted("{n} files are not saved, and documents are built from what is saved.", waiting);
    notice(words, [[t("Save and build"), () => save().catch(this.failed)], [t("Don’t build"), () => notice("")]]);
  }

  async run(what) {
    if (this.busy) return;
    this.busy = true;
    const buttons = [$("build"), $("mail")];
    buttons.forEach((each) => { each.disabled = true; });
    notice(what === "build" ? t("Building …") : t("Writing drafts …"));
    try {
      const answer = await ask(`/${what}`);
      notice("");
      if (answer.problems) Object.assign(answer, { errors: answer.problems, warnings: [], documents: [], messages: [], drafts: [], notes: [] });
      this.show(what === "build" ? this.built(answer) : this.drafted(answer), answer);
    } catch (error) {
      notice("");
      throw error;
    } finally {
      buttons.forEach((each) => { each.disabled = false; });
      this.busy = false;
    }
  }

  // -- what came of it

  show([title, ...parts], { errors, warnings }) {
    const item = (each) => {
      const made = this.problems.item(each);
      made.querySelector("button").addEventListener("click", () => this.box.close());
      return made;
    };
    const found = [...errors, ...warnings];
    this.box.replaceChildren(
      el("h2", { id: "made-title", tabIndex: -1, className: errors.length ? "bad" : "good" }, title),
      ...parts,
      found.length ? el("ul", { className: "problem-list", aria: { label: t("Problems") } }, ...found.map(item)) : "",
      el("div", { className: "close" }, button(t("Close"), () => this.box.close(), { className: "button main" })),
    );
    if (!this.box.open) this.box.showModal();
  }

  built({ documents, errors }) {
    const names = [...new Set(documents.map((each) => each.audience))];
    const without = new Set(errors.map((each) => each.audience).filter((name) => name && !names.includes(name)));
    const now = time(new Date(), { hour: "2-digit", minute: "2-digit" });
    const not = without.size ? `; ${t("not for {names}", { names: [...without].map(this.called).join(", ") })}` : "";
    const rows = names.map((name) => {
      const own = documents.filter((each) => each.audience === name);
      const opening = own.map((each) => this.opening(KINDS[each.kind] ?? each.kind, each.file));
      return row(this.called(name), own.map((each) => each.summary).filter(Boolean).join("; "), opening);
    });
    return [names.length ? `${counted("Built for {n} audiences, {time}", names.length, { time: now })}${not}` : t("Nothing was built"), table(rows)];
  }

  drafted({ messages, drafts, notes }) {
    const rows = messages.map((each) => row(this.called(each.audience), told(each), []));
    const files = drafts.map((file) => el("li", {}, this.opening(file.split("/").at(-1), file)));
    const title = drafts.length ? counted("{n} drafts written; nothing was sent", drafts.length) : t("No draft was written; nothing was sent");
    return [title, table(rows), el("ul", { className: "drafts" }, ...files), ...notes.map((each) => el("p", { className: "muted" }, each))];
  }

  opening(words, file) {
    const open = async () => {
      const { problems } = await ask("/show", { file });
      if (problems) said.textContent = ` ${problems[0].message}; ${problems[0].hint}: ${file}`;
    };
    const said = el("span", { role: "status" });
    return el("span", {}, button(words, () => open().catch(this.failed), { className: "link", title: file, aria: { label: t("Open {file}", { file }) } }), said);
  }
}

const table = (rows) => (rows.length ? el("table", {}, el("tbody", {}, ...rows)) : "");

function row(name, words, opening) {
  return el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, words), el("td", { className: "opening" }, ...opening));
}

// To whom a draft goes, under which marking, with what.
function told({ to, cc, bcc, marking, attachments }) {
  const people = [
    t("To {people}", { people: to.join(", ") }),
    cc.length && t("copy to {people}", { people: cc.join(", ") }),
    bcc.length && t("blind copy to {people}", { people: bcc.join(", ") }),
  ].filter(Boolean).join("; ");
  const files = attachments.length ? t("With {files}", { files: attachments.join(", ") }) : t("With no attachment");
  return [people, files, marking].filter(Boolean).map((each) => `${each}.`).join(" ");
}
