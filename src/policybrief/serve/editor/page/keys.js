// The keys of the page.

import { $ } from "/dom.js";
import { region } from "/layout.js";

// What a key does, by the page's parts: `turn` goes to the other view, `seen` to the slide, `mend` mends what is nearest.
export function keys({ texts, files, form, pull, pictures, turn, focus, mend, build, next, seen, failed }) {
  const into = (next) => {
    if (next.classList.contains("pane")) return focus(), document.activeElement;
    return next.tagName === "ASIDE" ? $("stage") : null;
  };
  const commands = {
    s: () => files.save().catch(failed),
    e: turn,
    b: build,
    ".": mend,
  };
  const history = { z: (event) => (event.shiftKey ? texts.redo() : texts.undo()), y: () => texts.redo() };
  const others = {
    F8: (event) => next(!event.shiftKey),
    F6: (event) => region(event.shiftKey ? -1 : 1, into),
    F12: seen,
  };
  const turning = { PageDown: 1, PageUp: -1 };

  function work(event) {
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (command && commands[key]) return commands[key];
    if (command && (form.active || pull.active) && history[key]) return history[key]; // the text in CodeMirror has these itself
    if (!command && !event.altKey && others[event.key]) return others[event.key];
    if (event.altKey && turning[event.key]) return () => pictures.show(pictures.at + turning[event.key]);
    if (event.altKey && /^Digit[1-9]$/.test(event.code)) return () => $("audiences").querySelectorAll("input")[Number(event.code.at(-1)) - 1]?.click();
    return null;
  }

  document.addEventListener("keydown", (event) => {
    const found = work(event);
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    found(event);
  }, { capture: true });
}
