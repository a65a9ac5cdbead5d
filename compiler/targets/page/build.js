// ── page: elements ──

// An element. What is text stays text: nothing here reads markup. A handler is given as `on…`; false, null and undefined
// attributes are left out.
function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...inside.flat().filter((part) => part !== null && part !== undefined));
  return element;
}

let made = 0;

function newId() {
  made += 1;
  return `calc-${made}`;
}

function button(words, press, attributes = {}) {
  return make("button", { type: "button", class: "calc-button", onclick: press, ...attributes }, words);
}

// Puts text into an element only where it changes, so that a live region speaks once.
function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
