// The program that serves this page: each question is a POST with the token of this session, and answered with JSON.

import { t } from "/words.js";

const TOKEN = "token";

// The token comes in the address's fragment, which no server and no history gets to see; a reload has it kept.
if (location.hash.length > 1) sessionStorage.setItem(TOKEN, location.hash.slice(1));
history.replaceState(null, "", "/");

export class Stopped extends Error {}

async function sent(path, asked) {
  try {
    return await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-brief-token": sessionStorage.getItem(TOKEN) ?? "" },
      body: JSON.stringify(asked),
    });
  } catch {
    throw new Stopped(t("The program has stopped."));
  }
}

// The answer with its status; 200, 409 and 422 have something to say.
export async function ask(path, asked = {}) {
  const answer = await sent(path, asked);
  if (answer.status === 403) throw new Stopped(t("This page is of an earlier session: open the address that the program prints."));
  if (![200, 409, 422].includes(answer.status)) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return { status: answer.status, ...(await answer.json()) };
}

const known = new Set();

// The faces of the memo, as the browser knows them: by the names that its pictures have for them.
export async function faces(names) {
  for (const name of names.filter((each) => !known.has(each))) {
    known.add(name);
    const answer = await sent("/face", { name });
    if (answer.ok) document.fonts.add(await new FontFace(name, await answer.arrayBuffer()).load());
  }
}
