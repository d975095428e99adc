// What may wait until the page is seen as it is: done once, however often it is asked for meanwhile.

const LATEST = 300; // milliseconds, where the browser is never idle

// The function that asks for it.
export function later(act) {
  let waiting = false;
  const done = () => {
    waiting = false;
    act();
  };
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => (globalThis.requestIdleCallback ? requestIdleCallback(done, { timeout: LATEST }) : setTimeout(done)));
  };
}
