// For whom one looks: one of the audiences, as buttons of which one is down.

import { $, el } from "/dom.js";

// `chosen` is told of another one.
export function choices(audiences, present, chosen) {
  const box = $("audiences");
  const known = [...box.querySelectorAll("input")].map((each) => each.value).join();
  if (known !== audiences.map((each) => each.id).join()) {
    box.querySelectorAll("label").forEach((label) => label.remove());
    for (const each of audiences) {
      const input = el("input", { type: "radio", name: "audience", value: each.id });
      input.addEventListener("change", () => chosen(each.id));
      box.append(el("label", {}, input, each.name));
    }
  }
  box.classList.toggle("none", audiences.length < 2);
  for (const input of box.querySelectorAll("input")) input.checked = input.value === present;
}
