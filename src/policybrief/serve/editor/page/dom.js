// Small words for what all of the page does with its elements.

export const $ = (name) => document.getElementById(name);

// An element with its properties and what is in it; `data` and `aria` are those of the names that they hold.
export function el(tag, { data = {}, aria = {}, ...own } = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(own)) if (value !== undefined) made[name] = value;
  for (const [name, value] of Object.entries(data)) made.dataset[name] = value;
  for (const [name, value] of Object.entries(aria)) if (value !== undefined) made.setAttribute(`aria-${name}`, value);
  made.append(...inside.filter((each) => each !== null && each !== undefined && each !== false));
  return made;
}

export function button(words, act, own = {}) {
  const made = el("button", { type: "button", ...own }, words);
  made.addEventListener("click", act);
  return made;
}

// A problem as a sentence: what is wrong, and what to do.
export const sentence = ({ message, hint }) => (hint ? `${message}; ${hint}` : message);
