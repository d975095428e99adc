// What is done in the form, as changes of the text: one after another, each made by the program in the text as it is then.

import { sentence } from "/dom.js";
import { ask } from "/server.js";

export class Edits {
  // `told` is told of a change that can't be made, `done` that there is no more to do (and whether it was but typing), and `failed` of an error.
  constructor(texts, { told, done, failed }) {
    Object.assign(this, { texts, told, done, failed });
    this.waiting = [];
    this.busy = false;
  }

  // An edit: { name, brief, act, path, value, to }. Of what is typed into one field, the last is enough.
  do(edit) {
    const last = this.waiting.at(-1);
    if (last && edit.act === "set" && last.act === "set" && last.name === edit.name && String(last.path) === String(edit.path)) this.waiting.pop();
    this.waiting.push(edit);
    return this.work();
  }

  async work() {
    if (this.busy) return;
    this.busy = true;
    let words = true; // nothing but what is typed into fields
    try {
      while (this.waiting.length) {
        const next = this.waiting.shift(); // what is being made is not among those that a newer one replaces
        const { typed, ...edit } = next;
        words &&= Boolean(typed);
        const text = this.texts.text(edit.name);
        const answer = await ask("/edit", { ...edit, text });
        if (this.texts.text(edit.name) !== text) this.waiting.unshift(next); // it was edited elsewhere meanwhile
        else if (answer.problems) this.told(answer.problems.map(sentence).join("; "));
        else this.texts.replace(edit.name, answer.text, { typed });
      }
    } catch (error) {
      this.waiting = [];
      this.failed(error);
    } finally {
      this.busy = false;
      this.done(words);
    }
  }

  get idle() {
    return !this.busy && this.waiting.length === 0;
  }
}
