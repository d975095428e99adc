// A sentence above all else, with buttons: what has to be decided, or went wrong.

import { $, button } from "/dom.js";
import { Stopped } from "/server.js";
import { t } from "/words.js";

export function notice(words, actions = []) {
  $("notice").hidden = !words;
  $("notice").replaceChildren(words, ...actions.map(([name, act]) => button(name, act, { className: "button" })));
}

export function failed(error) {
  if (error instanceof Stopped) notice(`${error.message} ${t("Your text is still on this page; nothing of it is lost while you keep it open.")}`);
  else { notice(String(error.message ?? error)); console.error(error); }
}
