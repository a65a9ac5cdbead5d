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
      enterInto(field, value, units[name] ?? []);
    }
    return shown(section);
  }

  // ── one enterprise ──

  const tick = (box, isOn) => box.checked !== isOn && box.click();
  const boxes = (main) => [...main.querySelectorAll(".calc-choose input[type=checkbox]")];

  // The field of a fact: in the claim's own group, or among those that several share.
  function fieldOf(main, claim, fact) {
    const fields = [...main.querySelectorAll(".calc-facts [data-fact]")].filter((each) => each.dataset.fact === fact);
    const own = fields.find((each) => each.closest("[data-claim]")?.dataset.claim === claim);
    const users = (each) => (each.querySelector(".calc-whose")?.textContent ?? "").replace(/^[^ ]* /, "").split("、");
    return own ?? fields.find((each) => each.closest("[data-claim]") === null && users(each).includes(claim));
  }

  function enterInto(field, value, words) {
    const choices = [...field.querySelectorAll("select.calc-unit")];
    for (const [at, word] of words.entries()) if (choices[at]) choose(choices[at], word);
    if (Array.isArray(value)) enterRows(field, value);
    else enter(field, value);
  }

  // All claims anew: [{ name, facts, units }], sets of the same matter, the day (null for none).
  function settle({ claims, matters, day }) {
    const main = document.querySelector("main[data-enterprise]");
    for (const box of boxes(main)) tick(box, false);
    for (const box of boxes(main)) tick(box, claims.some(({ name }) => name === box.value));
    pressed(main, "清空").click();
    for (const { name, facts, units } of claims) {
      for (const [fact, value] of Object.entries(facts)) enterInto(fieldOf(main, name, fact), value, units[fact] ?? []);
    }
    if (day !== null) enter([...main.querySelectorAll("[data-fact]")].find((each) => each.dataset.fact === "申报日期"), day);
    for (const names of matters) {
      for (const box of main.querySelectorAll(".calc-matters input[type=checkbox]")) tick(box, names.includes(box.value));
      pressed(main, "算作同一事项").click();
    }
    return settled(main);
  }

  // What the page says is paid: the total (null for none), and by group the claims with their values.
  function settled(main) {
    const rows = (group) => [...group.querySelectorAll("[data-claim]")].map((row) => [
      row.dataset.claim,
      { value: row.querySelector("[data-result]")?.getAttribute("value") ?? null, said: row.querySelector("ul")?.textContent ?? "",
        lines: [...row.querySelectorAll("[data-explain] li")].map((line) => line.textContent) },
    ]);
    const groups = [...main.querySelectorAll("[data-group]")].map((group) => [group.dataset.group, Object.fromEntries(rows(group))]);
    return { total: main.querySelector("[data-total]").getAttribute("value"), groups: Object.fromEntries(groups) };
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
      todo: [...section.querySelectorAll("[data-missing] [data-jump]")].map((button) => button.dataset.jump),
      said: section.querySelector("[data-missing]").textContent,
    };
  }

  window.tried = { card, shown, settle, settled, fill: (clause, claims) => claims.map((claim) => fill(clause, claim)) };
})();
