// The words of the page, in the language that it is shown in: what is English here is the key of the others.

import { counted as forms, language, words } from "/language.js";

export { language, words };

const plurals = new Intl.PluralRules(language);
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));

export const t = (english, values = {}) => filled(words[english] ?? english, values);

// What is said of a number of things.
export function counted(english, n, values = {}) {
  const own = forms[english] ?? { other: english };
  return filled(own[plurals.select(n)] ?? own.other, { n, ...values });
}

export const time = (when, form) => when.toLocaleString(language, form);
