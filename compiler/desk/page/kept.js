// The work of a tab, kept by the browser: each tab has its own, and none is written over by another.
//
// A tab holds a lock with the name of its work as long as it is open, so that others see what is somebody's; work that nobody holds
// is of a tab that was closed, and goes on in the next.

const PREFIX = "tiaowen-desk/";
const TAB = "tiaowen-desk-tab";
// A tab that is loaded again may find its own lock not let go of yet.
const TRIES = 10;
const PAUSE = 50;

export class Kept {
  #id = "";
  #text = "";

  /** What is to go on in this tab, or null, and how much more that was not saved nobody has open. */
  async begun() {
    let found = null;
    let copied = null;
    const mine = quietly(() => sessionStorage.getItem(TAB));
    if (mine && await held(mine, TRIES)) this.#id = mine;
    else if (mine) copied = read(mine); // the tab was doubled, and the other one is at work
    if (this.#id) found = read(this.#id);
    const free = await unheld(left().filter(({ id }) => id !== this.#id));
    if (!this.#id && !copied && free.length && await held(free[0].id)) {
      const [first] = free.splice(0, 1);
      this.#id = first.id;
      found = first.work;
    }
    // What was saved is in its file.
    for (const { id, work } of free) if (work.isSaved) quietly(() => localStorage.removeItem(PREFIX + id));
    if (!this.#id) {
      this.#id = crypto.randomUUID();
      await held(this.#id);
    }
    quietly(() => sessionStorage.setItem(TAB, this.#id));
    return { work: found ?? copied, more: free.filter(({ work }) => !work.isSaved).length };
  }

  /** Whether the browser has kept it. */
  keep(work) {
    if (!this.#id) return false;
    const said = JSON.stringify(work);
    if (said === this.#text) return true;
    return quietly(() => {
      localStorage.setItem(PREFIX + this.#id, JSON.stringify({ ...work, at: Date.now() }));
      this.#text = said;
      return true;
    }) ?? false;
  }
}

/** Null where the browser does not let the page have it. */
function quietly(done) {
  try {
    return done();
  } catch {
    return null;
  }
}

const read = (id) => quietly(() => {
  const found = JSON.parse(localStorage.getItem(PREFIX + id) ?? "null");
  return found?.files?.length ? found : null;
});

/** All work that is kept: what was not saved first, the last before those before it. */
const left = () => quietly(() => Object.keys(localStorage)
  .filter((key) => key.startsWith(PREFIX))
  .map((key) => key.slice(PREFIX.length))
  .map((id) => ({ id, work: read(id) }))
  .filter(({ work }) => work)
  .sort((one, other) => one.work.isSaved - other.work.isSaved || other.work.at - one.work.at)) ?? [];

/** Whether the lock of a name could be taken; it is held until the page is closed. */
async function held(id, tries = 1) {
  if (!navigator.locks) return true;
  for (let number = 0; number < tries; number++) {
    if (number) await new Promise((done) => setTimeout(done, PAUSE));
    const got = await new Promise((resolve) => {
      navigator.locks.request(PREFIX + id, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock && new Promise(() => {});
      }).catch(() => resolve(true));
    });
    if (got) return true;
  }
  return false;
}

/** Those that no tab has open. */
async function unheld(all) {
  const now = await navigator.locks?.query().catch(() => null);
  const names = new Set(now?.held.map(({ name }) => name) ?? []);
  return all.filter(({ id }) => !names.has(PREFIX + id));
}
