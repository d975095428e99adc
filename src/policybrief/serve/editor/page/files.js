// The files of the brief: which are saved, what to do where another program changed one, and what is kept of what is not.

import { ask } from "/server.js";

const KEPT = 1500; // milliseconds after the last key until what is not saved is kept elsewhere

export class Files {
  // `told` is told of another state, with words for it or none; `notice` shows a sentence with buttons; `failed` an error.
  constructor(texts, { told, notice, failed }) {
    Object.assign(this, { texts, told, notice, failed });
    this.bases = new Map(); // the SHA-256 of each file as it was opened or saved
    this.saved = new Map(); // and its text then
    this.timer = 0;
    this.kept = false;
  }

  open({ files, draft }) {
    for (const [name, file] of Object.entries(files)) {
      this.texts.add(name, file.text);
      this.is(name, file);
    }
    if (draft) this.offer(draft);
  }

  is(name, { text, digest }) {
    this.bases.set(name, digest);
    this.saved.set(name, text);
  }

  get unsaved() {
    return this.texts.names.filter((name) => this.texts.text(name) !== this.saved.get(name));
  }

  async save() {
    for (const name of this.unsaved) {
      const text = this.texts.text(name);
      const answer = await ask("/save", { name, text, base: this.bases.get(name) });
      if (answer.status === 409) return this.conflict(name, answer);
      if (answer.problems) return this.notice(answer.problems.map((each) => `${each.file}: ${each.message}`).join("; "));
      this.is(name, { text, digest: answer.digest });
    }
    this.notice("");
    this.told(`saved ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`);
    await this.keep();
  }

  // The file is another on disk: nothing is overwritten before a person has said so.
  conflict(name, now) {
    const take = () => {
      this.is(name, now);
      this.texts.replace(name, now.text);
      this.notice("");
      this.told();
    };
    const overwrite = () => {
      this.bases.set(name, now.digest);
      this.notice("");
      this.save().catch(this.failed);
    };
    this.notice(`${name} was changed on disk by another program.`, [["Take the file’s text", take], ["Overwrite it with mine", overwrite]]);
  }

  // What another program wrote: taken where nothing was typed here, and else told.
  async watch() {
    const { files } = await ask("/open");
    for (const [name, file] of Object.entries(files)) {
      if (!this.bases.has(name) || this.bases.get(name) === file.digest) continue;
      if (this.texts.text(name) === this.saved.get(name)) {
        this.is(name, file);
        this.texts.replace(name, file.text);
        this.told();
      } else {
        this.conflict(name, file);
      }
    }
  }

  // -- what is not saved

  edited() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep().catch(this.failed), KEPT);
  }

  async keep() {
    clearTimeout(this.timer);
    const waiting = this.unsaved;
    if (!waiting.length && !this.kept) return;
    this.kept = waiting.length > 0;
    const each = (value) => Object.fromEntries(waiting.map((name) => [name, value(name)]));
    await ask("/draft", { texts: each((name) => this.texts.text(name)), bases: each((name) => this.bases.get(name)) });
  }

  offer(draft) {
    const when = new Date(draft.when).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
    const forget = () => ask("/draft", { forget: draft.id }).catch(this.failed);
    const restore = async () => {
      this.notice("");
      for (const [name, text] of Object.entries(draft.texts)) {
        if (!this.saved.has(name)) continue;
        this.bases.set(name, draft.bases[name] ?? ""); // where the file went on since, saving says so
        this.texts.replace(name, text);
      }
      this.told();
      await this.keep();
      await forget();
    };
    const drop = () => { this.notice(""); forget(); };
    this.notice(`What was typed until ${when} was not saved.`, [["Put it back", () => restore().catch(this.failed)], ["Throw it away", drop]]);
  }
}
