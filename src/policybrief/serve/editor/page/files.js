// The files of the brief: which are saved, what to do where another program changed one, and what is kept of what is not.

import { ask } from "/server.js";
import { t, time } from "/words.js";

const KEPT = 1500; // milliseconds after the last key until what is not saved is kept elsewhere

export class Files {
  // `told` is told of another state, with words for it or none; `notice` shows a sentence with buttons; `failed` an error.
  constructor(texts, { merging, told, notice, failed }) {
    Object.assign(this, { texts, merging, told, notice, failed });
    this.bases = new Map(); // the SHA-256 of each file as it was opened or saved
    this.saved = new Map(); // and its text then
    this.digests = new Map(); // and of which SHA-256 that text is
    this.gone = new Map(); // what was typed before another text took its place, with what it came of
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
    this.digests.set(name, digest);
    this.saved.set(name, text);
  }

  // The text that what is typed comes of; null where that is not known, as after a crash.
  origin(name) {
    return this.digests.get(name) === this.bases.get(name) ? this.saved.get(name) : null;
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
    this.told(t("saved {time}", { time: time(new Date(), { hour: "2-digit", minute: "2-digit" }) }));
    await this.keep();
  }

  // The file is another on disk: nothing is overwritten before a person has said so.
  conflict(name, now) {
    const mine = () => this.texts.text(name); // by the time that a button is pressed
    const put = (text) => {
      const before = { mine: mine(), base: this.bases.get(name), saved: this.saved.get(name), digest: this.digests.get(name) };
      this.is(name, now);
      this.texts.replace(name, text);
      this.gone.set(name, before);
      this.notice("");
      this.told();
    };
    const merge = async () => {
      const asked = mine();
      const merged = await this.merging.decided({ name, base: this.origin(name), mine: asked, theirs: now.text });
      if (merged !== null && mine() === asked) put(merged);
    };
    const overwrite = () => {
      const text = mine();
      this.texts.replace(name, now.text); // so that undo leads to it
      this.texts.replace(name, text);
      this.bases.set(name, now.digest);
      this.notice("");
      this.save().catch(this.failed);
    };
    this.notice(t("{name} was changed on disk by another program. What you typed is safe here, and not saved yet.", { name }), [
      [t("Compare and merge…"), () => merge().catch(this.failed)], [t("Take the file’s text"), () => put(now.text)], [t("Overwrite it with mine"), overwrite],
    ]);
  }

  // Undo led back to what was typed before another text took its place: it comes of what it came of then, so that saving
  // it asks again and overwrites nothing.
  back() {
    for (const [name, { mine, base, saved, digest }] of this.gone) {
      if (this.texts.text(name) !== mine) continue;
      this.gone.delete(name);
      this.bases.set(name, base);
      this.saved.set(name, saved);
      this.digests.set(name, digest);
    }
  }

  // What another program wrote: taken where nothing was typed here, and else told.
  async watch() {
    if (this.merging.open) return;
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
    this.back();
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
    const when = time(new Date(draft.when), { dateStyle: "medium", timeStyle: "short" });
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
    this.notice(t("What was typed until {when} was not saved.", { when }), [[t("Put it back"), () => restore().catch(this.failed)], [t("Throw it away"), drop]]);
  }
}
