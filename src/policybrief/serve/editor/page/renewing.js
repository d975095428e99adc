// A picture in the place of another: what is the same in both stays, so that the browser lays out and paints the rest alone.

// Puts a copy of `svg` into an element that has nothing in it, or another picture.
export function renew(holder, svg) {
  const present = holder.firstElementChild;
  if (present?.localName !== "svg") return holder.replaceChildren(svg.cloneNode(true));
  for (const { name, value } of svg.attributes) if (present.getAttribute(name) !== value) present.setAttribute(name, value);
  const [before, after] = [[...present.childNodes], [...svg.childNodes]];
  if (before.length === after.length) return after.forEach((each, at) => each.isEqualNode(before[at]) || before[at].replaceWith(each.cloneNode(true)));
  const start = alike(before, after);
  const end = alike(before.slice(start).reverse(), after.slice(start).reverse());
  before.slice(start, before.length - end).forEach((each) => each.remove());
  const fresh = after.slice(start, after.length - end).map((each) => each.cloneNode(true));
  for (const each of fresh) present.insertBefore(each, before[before.length - end] ?? null);
}

// How many of two rows are the same from their beginnings.
function alike(some, others) {
  const at = some.findIndex((each, number) => !others[number]?.isEqualNode(each));
  return at < 0 ? some.length : at;
}
