// A page within the page: what it shows is made by the compiler, and it can ask nothing of anybody.

import { h } from "desk/dom";

export function frame(title) {
  const made = h("iframe", { title });
  /** Shows a page; what was filled in stays where the page keeps it in its address. */
  const show = (html) => {
    made.srcdoc = html;
  };
  return { made, show };
}
