// The files of a folder, where the page is served with them: read, saved whole, looked at for changes from outside.

import { say } from "desk/words";

export const settings = JSON.parse(document.getElementById("settings").textContent);
const PAUSE = 2000;

// Of what state of the folder the files were that came last.
let tag = "";

/** The files; none where nothing has changed since they were asked for last. */
async function files() {
  const answer = await fetch("/files", tag ? { headers: { "If-None-Match": tag } } : {});
  if (answer.status === 204) return [];
  if (!answer.ok) throw new Error(`files: ${answer.status}`);
  tag = answer.headers.get("ETag") ?? "";
  return answer.json();
}

/** Saves a file; what is wrong, in words, where it could not be. */
async function save(file) {
  const answer = await fetch("/files", {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: file.name, text: file.text, hash: file.hash }),
  });
  if (answer.status === 409) {
    file.hash = (await answer.json()).hash;
    return say("changed_both", file);
  }
  if (!answer.ok) return answer.status === 507 ? (await answer.json()).said : say("failed", { what: String(answer.status) });
  file.hash = (await answer.json()).hash;
  return "";
}

/** `changed` is told of a file that has another text on disk than when it was read or saved here. */
function watch(state, changed) {
  setInterval(async () => {
    const now = await files().catch(() => []);
    for (const { name, text, hash } of now) {
      const mine = state.files.find((file) => file.name === name);
      if (!mine?.hash || mine.hash === hash) continue;
      mine.hash = hash;
      if (mine.text !== text) changed(mine, text);
    }
  }, PAUSE);
}

export const served = { files, save, watch };
