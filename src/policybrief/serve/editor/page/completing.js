// What may be written at the caret, as the program knows it: keys with what they are for, words, names of what there is.

import { el } from "/dom.js";
import { ask } from "/server.js";

const TYPES = { key: "property", word: "enum", name: "variable" };

// A source of CodeMirror's completions for the file that `asked` tells the name and the brief's text of.
export function completing(asked) {
  return async (context) => {
    const before = context.state.sliceDoc(context.pos - 1, context.pos);
    if (!context.explicit && !/[\w@=[{ -]/.test(before)) return null;
    const text = context.state.doc.toString();
    const offset = [...text.slice(0, context.pos)].length; // the program counts characters, and a browser halves of some
    const { completions } = await ask("/complete", { ...asked(), text, offset });
    if (context.aborted || !completions?.length) return null;
    const [{ before: word, after }] = completions;
    const options = completions.filter((each) => each.before === word).map((each, rank) => option(each, after, rank));
    if (!context.explicit && options.length === 1 && options[0].label === word) return null;
    return { from: context.pos - word.length, options, validFor: /^[\w.-]*$/ };
  };
}

function option({ label, kind, insert, detail, documentation }, after, rank) {
  return {
    label, detail, type: TYPES[kind], boost: -rank / 10,
    info: documentation ? () => el("p", { className: "told" }, documentation) : undefined,
    apply(view, _, from, to) {
      view.dispatch({ changes: { from, to: to + after.length, insert }, selection: { anchor: from + insert.length }, userEvent: "input.complete" });
    },
  };
}
