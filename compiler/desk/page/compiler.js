// The compiler, which runs in a worker: questions go one after another, so that what is asked first is answered first; of checks that
// wait only the last is asked.

const WORKER = "desk/worker";

export class Compiler {
  #worker;
  #waiting = [];
  #running = null;
  #told;
  #ready;

  /** `told` is told how far the start has come. */
  constructor(told = () => {}) {
    this.#told = told;
    this.#ready = this.#start();
  }

  get ready() {
    return this.#ready;
  }

  /** The answer to a call; `latest` takes the place of what waits under the same name, which is answered with null. */
  ask(call, given, { latest = "" } = {}) {
    return new Promise((resolve, reject) => {
      if (latest) {
        for (const each of this.#waiting.filter((other) => other.latest === latest)) each.resolve(null);
        this.#waiting = this.#waiting.filter((other) => other.latest !== latest);
      }
      const asked = { call, given, latest, resolve, reject };
      // A check is for who is typing: it goes before what takes long.
      if (latest) this.#waiting.unshift(asked);
      else this.#waiting.push(asked);
      this.#next();
    });
  }

  async #start() {
    const parts = {};
    for (const element of document.querySelectorAll("script[data-python]")) {
      parts[element.dataset.python] = element.textContent;
      element.remove();
    }
    this.#worker = new Worker(import.meta.resolve(WORKER));
    await new Promise((resolve, reject) => {
      this.#worker.onerror = (event) => reject(new Error(event.message ?? "worker"));
      this.#worker.onmessage = ({ data }) => {
        if (data.ready) resolve();
        else if (data.failed) reject(new Error(data.failed));
        else this.#told(data.told);
      };
      this.#worker.postMessage({ parts });
    });
    this.#worker.onmessage = ({ data }) => this.#answered(data);
  }

  async #next() {
    await this.#ready;
    if (this.#running || this.#waiting.length === 0) return;
    this.#running = this.#waiting.shift();
    this.#worker.postMessage({ call: this.#running.call, asked: JSON.stringify(this.#running.given) });
  }

  #answered({ answer, failed }) {
    const { resolve, reject } = this.#running;
    this.#running = null;
    if (failed === undefined) resolve(JSON.parse(answer));
    else reject(new Error(failed));
    this.#next();
  }
}
