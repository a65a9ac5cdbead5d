"use strict";
// What the Language Server Protocol is carried by: messages of JSON, each behind its length, over a process's streams.

class Connection {
  /** `onNotification(method, params)` is told what the server says unasked. */
  constructor(input, output, onNotification) {
    this.output = output;
    this.onNotification = onNotification;
    this.pending = new Map();
    this.lastId = 0;
    this.buffer = Buffer.alloc(0);
    this.isClosed = false;
    input.on("data", (chunk) => this.read(chunk));
    input.on("close", () => this.close());
  }

  read(chunk) {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const end = this.buffer.indexOf("\r\n\r\n");
      if (end < 0) return;
      const found = /content-length: *(\d+)/i.exec(this.buffer.toString("ascii", 0, end));
      const length = found ? Number(found[1]) : 0;
      if (this.buffer.length < end + 4 + length) return;
      const body = this.buffer.toString("utf8", end + 4, end + 4 + length);
      this.buffer = this.buffer.subarray(end + 4 + length);
      this.take(JSON.parse(body));
    }
  }

  take(message) {
    if (message.method !== undefined) {
      // Nothing that a server of ours asks needs more than an answer.
      if (message.id !== undefined) this.send({ id: message.id, result: null });
      else this.onNotification(message.method, message.params);
      return;
    }
    const waiting = this.pending.get(message.id);
    this.pending.delete(message.id);
    if (!waiting) return;
    if (message.error) waiting.reject(new Error(message.error.message));
    else waiting.resolve(message.result);
  }

  send(message) {
    if (this.isClosed) return;
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }), "utf8");
    this.output.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.output.write(body);
  }

  notify(method, params) {
    this.send({ method, params });
  }

  /** The answer; null once the server is gone. */
  request(method, params) {
    if (this.isClosed) return Promise.resolve(null);
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve, reject });
      this.send({ id, method, params });
    });
  }

  close() {
    this.isClosed = true;
    for (const { resolve } of this.pending.values()) resolve(null);
    this.pending.clear();
  }
}

module.exports = { Connection };
