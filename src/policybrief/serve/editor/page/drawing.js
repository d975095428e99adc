// What is typed goes to the program, and what it draws comes back: the newest alone.

import { ask } from "/server.js";

const DOCUMENTS = ["deck", "memo"];

export class Drawing {
  // `texts` and `pictures` are those of the page; `took` is told of each answer, and `failed` of an error.
  constructor(texts, pictures, { took, failed }) {
    Object.assign(this, { texts, pictures, took, failed });
    this.audience = "";
    this.turn = 0;
    this.busy = false;
    this.found = { deck: [], memo: [] };
  }

  edited() {
    this.turn += 1;
    return this.draw();
  }

  // One question at a time; what was typed meanwhile is asked next, so that no older answer comes after a newer one.
  async draw() {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let done = -1; done !== this.turn; ) {
        done = this.turn;
        const start = performance.now();
        for (const document of DOCUMENTS) {
          const asked = { texts: this.texts.all, audience: this.audience, documents: [document], have: this.pictures.have, turn: String(done) };
          const answer = await ask("/draw", asked);
          if (document === "memo" && done !== this.turn) break;
          this.take(answer, document);
          this.took(answer, { document, newest: done === this.turn, milliseconds: Math.round(performance.now() - start) });
          if (!answer.documents) break;
        }
      }
    } catch (error) {
      this.failed(error);
    } finally {
      this.busy = false;
    }
  }

  take(answer, document) {
    this.found[document] = answer.problems ?? [];
    if (document === "deck" && !answer.documents) this.found.memo = [];
    if (!answer.documents) return;
    this.audience = answer.audience;
  }

  // All that is wrong, each thing once, the worst first.
  get problems() {
    const unlike = new Map([...this.found.deck, ...this.found.memo].map((each) => [JSON.stringify([each.file, each.line, each.path, each.message]), each]));
    return [...unlike.values()].sort((one, other) => rank(one) - rank(other));
  }
}

function rank(problem) {
  return ["error", "warning", "note"].indexOf(problem.severity);
}
