// What is typed goes to the program, and what it draws comes back: the newest alone.

import { ask } from "/server.js";

const DOCUMENTS = ["deck", "memo"];
const PAUSE = 150; // milliseconds without an edit, until the document that is not looked at is drawn too

export class Drawing {
  // `texts` and `pictures` are those of the page; `took` is told of each answer, and `failed` of an error.
  constructor(texts, pictures, { took, failed }) {
    Object.assign(this, { texts, pictures, took, failed });
    this.audience = "";
    this.turn = 0; // of the text as it is
    this.done = 0; // of what is shown
    this.busy = false;
    this.timer = 0;
    this.found = { deck: [], memo: [] };
  }

  edited() {
    this.turn += 1;
    return this.draw();
  }

  // One question at a time; what was typed meanwhile is asked next, so that no older answer comes after a newer one.
  async draw() {
    clearTimeout(this.timer);
    if (this.busy) return;
    this.busy = true;
    try {
      for (let turn = 0, shown = false; turn !== this.turn; ) {
        turn = this.turn;
        const document = this.pictures.looked;
        shown = await this.ask(document, turn, { newest: () => true });
        if (shown) this.rest(DOCUMENTS.find((each) => each !== document), turn);
      }
    } catch (error) {
      this.failed(error);
    } finally {
      this.busy = false;
    }
  }

  // The other document is asked by itself, and what comes of it is told where nothing was edited meanwhile.
  rest(document, turn) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(document, turn, { later: true, newest: () => turn === this.turn }).catch(this.failed), PAUSE);
  }

  // Whether something is shown of it.
  async ask(document, turn, { later = false, newest }) {
    const start = performance.now();
    const asked = { texts: this.texts.all, audience: this.audience, documents: [document], have: this.pictures.have, turn: String(turn), later };
    const answer = await ask("/draw", asked);
    if (!newest()) return false;
    this.done = turn;
    this.found[document] = answer.problems ?? [];
    if (answer.documents) this.audience = answer.audience;
    else this.found = { deck: answer.problems, memo: [] };
    this.took(answer, { document, later, milliseconds: Math.round(performance.now() - start) });
    return Boolean(answer.documents);
  }

  // All that is wrong, each thing once, the worst first.
  get problems() {
    const unlike = new Map([...this.found.deck, ...this.found.memo].map((each) => [JSON.stringify([each.file, each.line, each.path, each.message]), each]));
    return [...unlike.values()].sort((one, other) => rank(one) - rank(other));
  }

  get newest() {
    return this.done === this.turn;
  }
}

function rank(problem) {
  return ["error", "warning", "note"].indexOf(problem.severity);
}
