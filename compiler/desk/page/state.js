// What the page knows: the files, which of them is shown, what the compiler found last.  Panels are told when something changes.

export class State {
  files = [];
  active = 0;
  /** What `check` gave last, and the texts that it is of. */
  found = null;
  checked = "";
  /** What `outline` gave last: it may be of the text before. */
  outline = null;
  /** What can be done where the cursor is, and the texts that it is of. */
  actions = [];
  actionsOf = "";
  /** The rule that the cursor is in. */
  rule = "";
  panel = "problems";
  isSaved = true;
  /** Keeps the work in the browser; null where the files of a folder are at hand. */
  kept = null;
  /** Whether it does. */
  isKept = true;
  /** What was read of documents that were opened. */
  brought = [];
  #listeners = new Map();

  on(what, listener) {
    if (!this.#listeners.has(what)) this.#listeners.set(what, []);
    this.#listeners.get(what).push(listener);
  }

  tell(what) {
    for (const listener of this.#listeners.get(what) ?? []) listener(this);
  }

  get file() {
    return this.files[this.active];
  }

  get text() {
    return this.file.text;
  }

  /** The texts of all files in one: what an answer is of. */
  get key() {
    return JSON.stringify(this.files.map(({ name, text }) => [name, text]));
  }

  get isFresh() {
    return this.found !== null && this.checked === this.key;
  }

  write(text) {
    this.file.text = text;
    this.isSaved = false;
    this.keep();
    this.tell("text");
  }

  take(files, { isSaved = true, brought = [] } = {}) {
    this.files = files;
    this.active = 0;
    this.isSaved = isSaved;
    this.brought = brought;
    this.keep();
    this.tell("files");
    this.tell("text");
  }

  /** So that nothing is lost when the window is closed. */
  keep() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keepNow(), 400);
  }

  keepNow() {
    if (!this.kept) return;
    const files = this.files.map(({ name, text }) => ({ name, text }));
    const was = this.isKept;
    this.isKept = this.kept.keep({ files, active: this.active, isSaved: this.isSaved });
    if (this.isKept !== was) this.tell("kept");
  }
}
