// The regions of the page: how wide they are, and going from one to the next.

import { $ } from "/dom.js";

const LEAST = 25; // per cent of the window
const STEP = 2;

function divide(share) {
  const part = Math.min(100 - LEAST, Math.max(LEAST, share));
  document.documentElement.style.setProperty("--left", `${part}%`);
  $("divider").setAttribute("aria-valuenow", String(Math.round(part)));
}

export function divided() {
  const divider = $("divider");
  divider.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (step) divide(Number(divider.getAttribute("aria-valuenow")) + step);
  });
  divider.addEventListener("pointerdown", (event) => {
    divider.setPointerCapture(event.pointerId);
    divider.onpointermove = (move) => divide((100 * move.clientX) / innerWidth);
    divider.onpointerup = () => { divider.onpointermove = null; };
  });
}

// The next region, or the one before; `into` says what of a region takes the focus, if not itself.
export function region(step, into) {
  const regions = [...document.querySelectorAll("[data-region]")].filter((each) => each.offsetParent !== null || each.tagName === "HEADER");
  const at = regions.findLastIndex((each) => each.contains(document.activeElement));
  const next = regions[(at + step + regions.length) % regions.length];
  (into(next) ?? next).focus();
}
