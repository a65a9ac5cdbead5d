// Files of this computer: opened, read in the encoding that they are in, saved.

import { h } from "desk/dom";

/** The text of a file: UTF-8, UTF-16 with its mark, or GB18030; null where it is none of them. */
function decoded(bytes) {
  const [first, second] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  const marked = { 0xfffe: "utf-16le", 0xfeff: "utf-16be" }[first * 256 + second];
  for (const encoding of marked ? [marked] : ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next
    }
  }
  return null;
}

const isDocument = (name) => /\.(docx|html?|doc|wps|pdf)$/i.test(name);

async function read(file, handle = null) {
  // A document is not text: the compiler takes the text out of it.
  if (isDocument(file.name)) return { name: file.name, text: "", document: new Uint8Array(await file.arrayBuffer()), handle: null };
  return { name: file.name, text: decoded(await file.arrayBuffer())?.replaceAll("\r\n", "\n").replaceAll("\r", "\n") ?? null, handle };
}

/** What somebody chooses: files with their texts (null where they have none), and where the browser lets one save in place, a handle each. */
export async function chosen() {
  if (window.showOpenFilePicker) {
    try {
      const handles = await window.showOpenFilePicker({
        multiple: true, types: [{ description: "条文", accept: { "text/plain": [".policy", ".txt"], "application/vnd.openxmlformats-officedocument.wordprocessingml.document": [".docx"], "text/html": [".html", ".htm"] } }],
      });
      return sorted(await Promise.all(handles.map(async (handle) => read(await handle.getFile(), handle))));
    } catch (error) {
      if (error.name === "AbortError") return [];
    }
  }
  return new Promise((resolve) => {
    const input = h("input", { type: "file", multiple: true, accept: ".policy,.txt,.docx,.html,.htm" });
    input.addEventListener("change", async () => resolve(sorted(await Promise.all([...input.files].map((file) => read(file))))));
    input.addEventListener("cancel", () => resolve([]));
    input.click();
  });
}

export async function dropped(transfer) {
  return sorted(await Promise.all([...transfer.files].map((file) => read(file))));
}

const sorted = (files) => files.sort((one, other) => (one.name < other.name ? -1 : 1));

/** Saves a file where it came from, or else as a download. */
export async function saved(file) {
  const bytes = new TextEncoder().encode(file.text);
  if (file.handle?.createWritable) {
    const into = await file.handle.createWritable();
    await into.write(bytes);
    await into.close();
  } else download(file.name, bytes);
}

export function download(name, data) {
  const address = URL.createObjectURL(data instanceof Blob ? data : new Blob([data]));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
