// The forms of the interface: what stands in one is sent as it is written, and the answer shown as it came.
"use strict";

const shown = async (answer) => {
  const text = await answer.text();
  const type = answer.headers.get("content-type") ?? "";
  // Laid out only: numbers of answers are text, which stays as it is.
  return type.includes("json") ? JSON.stringify(JSON.parse(text), null, 2) : text;
};

const send = async (form) => {
  const { method, type, address } = form.dataset;
  const clause = form.elements.clause?.value ?? "";
  const [status, out] = [form.querySelector("[role=status]"), form.querySelector(".answer")];
  const body = method === "POST" ? { body: form.elements.body.value, headers: { "Content-Type": type } } : {};
  status.textContent = "…";
  try {
    const answer = await fetch(address.replace("{clause}", encodeURIComponent(clause)), { method, ...body });
    out.textContent = await shown(answer);
    status.textContent = `${answer.status} ${answer.statusText}`;
    out.hidden = false;
  } catch (error) {
    status.textContent = error.message;
  }
};

for (const form of document.querySelectorAll("form.try")) {
  form.querySelector("button").disabled = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}

// As it is asked from a shell, where this server is.
for (const command of document.querySelectorAll(".curl")) {
  command.textContent = command.textContent.replace("http://127.0.0.1:8000/", new URL("../", location.href).href);
}

// Who comes by an address of an operation finds it open.
const open = () => {
  const found = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (found instanceof HTMLDetailsElement) found.open = true;
};
addEventListener("hashchange", open);
open();
