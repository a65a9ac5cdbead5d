// Fills in forms as people do, through their inputs, and reads what the page then shows. See support/forms.py.
(() => {
  const tell = (element, ...events) => events.forEach((event) => element.dispatchEvent(new Event(event, { bubbles: true })));
  const card = (clause) => [...document.querySelectorAll("section[data-clause]")].find((each) => each.dataset.clause === clause);
  const pressed = (within, label) => [...within.querySelectorAll("button")].find((each) => each.textContent.trim() === label);
  const choose = (select, value) => {
    select.value = value;
    if (select.value !== value) throw new Error(`no option ${value}`);
    tell(select, "input", "change");
  };

  // Types or chooses `text` in the one control of a field or a cell.
  function enter(place, text) {
    const radios = [...place.querySelectorAll("input[type=radio]")];
    if (radios.length) {
      radios.find((radio) => radio.value === text).click();
      return;
    }
    const control = place.querySelector("input, select:not(.calc-unit)");
    if (control.tagName === "SELECT") return choose(control, text);
    control.value = text;
    tell(control, "input", "change");
  }

  function enterRows(field, rows) {
    for (let remove; (remove = field.querySelector(".calc-remove:not([hidden])")); ) remove.click();
    const add = [...field.children].find((each) => each.tagName === "BUTTON");
    for (const [at, row] of rows.entries()) {
      if (field.querySelectorAll(".calc-row").length <= at) add.click();
      const cells = [...field.querySelectorAll(".calc-row")[at].querySelectorAll(".calc-cell")];
      for (const [column, text] of row.entries()) if (text !== null) enter(cells[column], text);
    }
  }

  // One claim: `units` by fact, the words to choose in its boxes of units; `facts` by name, a text or rows of texts.
  function fill(clause, { facts, units }) {
    const section = card(clause);
    pressed(section, "清空").click();
    for (const [name, value] of Object.entries(facts)) {
      const field = [...section.querySelectorAll("[data-fact]")].find((each) => each.dataset.fact === name);
      const boxes = [...field.querySelectorAll("select.calc-unit")];
      for (const [at, word] of (units[name] ?? []).entries()) if (boxes[at]) choose(boxes[at], word);
      if (Array.isArray(value)) enterRows(field, value);
      else enter(field, value);
    }
    return shown(section);
  }

  // What a card shows: the canonical value (null for none), the explanation, what is said at which fact, what is left to do.
  function shown(section) {
    const texts = (selector) => [...section.querySelectorAll(selector)].map((each) => each.textContent);
    const wrong = [...section.querySelectorAll("[data-fact]")].flatMap((field) => {
      const note = field.querySelector(".calc-wrong");
      return note ? [[field.dataset.fact, note.textContent]] : [];
    });
    return {
      value: section.querySelector("output[data-result]").getAttribute("value"),
      lines: texts("[data-explain] li"),
      wrong: Object.fromEntries(wrong),
      todo: texts("[data-missing] button.calc-jump"),
      said: section.querySelector("[data-missing]").textContent,
    };
  }

  window.tried = { card, shown, fill: (clause, claims) => claims.map((claim) => fill(clause, claim)) };
})();
