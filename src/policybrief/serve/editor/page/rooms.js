// How many lines a text takes on the slides, and how many there are: asked while nothing is typed, one text at a time.

import { ask } from "/server.js";
import { counted } from "/words.js";

const PAUSE = 400; // milliseconds without an edit

export class Rooms {
  // `wanted` gives the paths of the file that is shown, the most wanted first, each with one by which it is drawn; `took`
  // is told of what is known of them.
  constructor(drawing, texts, { wanted, took, failed }) {
    Object.assign(this, { drawing, texts, wanted, took, failed });
    this.known = new Map(); // by file and path
    this.asked = new Map(); // in which turn, and for whom
    this.timer = 0;
    this.busy = false;
  }

  // Something was edited or is looked at: what is wanted is asked soon.
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.work().catch(this.failed), PAUSE);
  }

  get now() {
    return `${this.drawing.turn} ${this.drawing.audience}`;
  }

  async work() {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let next = this.next(); next && !this.drawing.busy; next = this.next()) {
        const { now } = this;
        const key = `${this.texts.name} ${next.path}`;
        const asked = { texts: this.texts.all, audience: this.drawing.audience, turn: String(this.drawing.turn), path: next.drawn };
        const { room } = await ask("/room", asked);
        if (now !== this.now) return this.soon();
        this.asked.set(key, now);
        if (room) this.known.set(key, room);
        else this.known.delete(key);
        this.took();
      }
      if (this.drawing.busy) this.soon();
    } finally {
      this.busy = false;
    }
  }

  next() {
    return this.wanted().find(({ path }) => this.asked.get(`${this.texts.name} ${path}`) !== this.now);
  }

  // What is known of the texts of a file, by path: [used, there, whether there are more].
  of(file) {
    return Object.fromEntries([...this.known].filter(([key]) => key.startsWith(`${file} `)).map(([key, room]) => [key.slice(file.length + 1), room]));
  }
}

// The room in words, and whether it is too little.
export function told([used, there, more]) {
  if (used > there) return { words: counted("{used} of {n} lines used: too long", there, { used }), over: true };
  if (more) return { words: counted("{used} of {n} or more lines used", there, { used }), over: false };
  const full = used === there && there > 1;
  return { words: full ? counted("{used} of {n} lines used: full", there, { used }) : counted("{used} of {n} lines used", there, { used }), over: false };
}
