// ── page: lists ──

// A list of amounts or of records: rows that can be added (Enter in the last), removed (Backspace in an empty one) and walked
// through (up and down). Rows in which nothing is filled in do not count; without any row the list is empty.

function listField(of, { examples, each }) {
  const noteId = newId();
  const columns = of.item.kind === "record" ? of.item.fields : [of.item];
  const isRecord = of.item.kind === "record";
  const boxes = columns.map((column) => {
    const cells = examples.flat().map((row) => (isRecord ? row?.[column.name] : row));
    return column.kind === "number" ? unitBox(column, cells, column.name || of.name) : null;
  });
  const list = { of, each: each || say("row"), columns, boxes, isRecord, noteId, rows: [], body: make("ol", { class: "calc-rows" }) };
  const note = noteOf(noteId, of.length === null ? rangeWords(of) : say("exactRows", { count: of.length, each: list.each }));
  const count = make("span", { class: "calc-count" });
  const empty = make("p", { class: "calc-empty" }, say("noRows"));
  list.changed = () => {
    list.rows.forEach((row, at) => row.number(at + 1));
    put(count, say("count", { count: list.rows.length, each: list.each }));
    empty.hidden = list.rows.length > 0;
    list.body.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const add = button(say("add", { each: list.each }), () => addRow(list).focus());
  const units = boxes.map((box, at) => (box?.element ? make("label", { class: "calc-column" }, columns[at].name, box.element) : null));
  const element = make("fieldset", { class: "calc-field calc-list", "data-fact": of.name },
    make("legend", {}, of.name, count), make("div", { class: "calc-units" }, units), list.body, empty,
    of.length === null ? add : null, note.element);
  clearRows(list);
  return {
    of,
    name: of.name,
    element,
    given: () => listGiven(list),
    fill: (value) => fillRows(list, value),
    clear: () => clearRows(list),
    focus: () => (list.body.querySelector("[aria-invalid]") ?? list.body.querySelector("input, select") ?? add).focus(),
    mend: (fault, isShown) => {
      const faults = list.rows.map((row) => row.mend(isShown));
      note.say(isShown ? (faults.find((found) => found !== null) ?? fault) : null);
    },
  };
}

function listGiven(list) {
  const values = list.rows.map((row) => row.given()).filter((value) => value !== undefined);
  return values.length || !list.rows.length ? values : undefined;
}

function fillRows(list, value) {
  const wanted = Array.isArray(value) ? value : [];
  for (const row of list.rows.splice(0)) row.element.remove();
  for (const item of wanted) addRow(list, false).fill(item);
  while (list.rows.length < (list.of.length ?? 0)) addRow(list, false);
  list.changed();
}

function clearRows(list) {
  for (const row of list.rows.splice(0)) row.element.remove();
  for (let count = list.of.length ?? 1; count > 0; count -= 1) addRow(list, false);
  list.changed();
}

function addRow(list, isTold = true) {
  const row = rowOf(list);
  list.rows.push(row);
  list.body.append(row.element);
  if (isTold) list.changed();
  return row;
}

function removeRow(list, row) {
  const at = list.rows.indexOf(row);
  list.rows.splice(at, 1);
  row.element.remove();
  list.changed();
  (list.rows[Math.min(at, list.rows.length - 1)] ?? { focus: () => list.body.parentElement.querySelector(".calc-button").focus() }).focus();
}

function rowOf(list) {
  const { of, columns, boxes, isRecord } = list;
  const cells = columns.map((column, at) => {
    const name = isRecord ? `${of.name}.${column.name}` : of.name;
    const control = controlOf(column, { id: newId(), name, autocomplete: "off", "aria-describedby": list.noteId }, boxes[at]);
    const label = isRecord ? make("label", { for: control.input.id }, column.name) : null;
    return { control, element: make("div", { class: "calc-cell" }, label, control.element) };
  });
  const remove = button("×", () => removeRow(list, row), { class: "calc-button calc-remove", hidden: of.length !== null });
  const controls = cells.map(({ control }) => control);
  const row = {
    element: make("li", { class: isRecord ? "calc-row calc-record" : "calc-row", onkeydown: (event) => walkRows(list, row, event),
      onpaste: (event) => pasteRows(list, row, event) },
      make("div", { class: "calc-cells" }, cells.map(({ element }) => element)), remove),
    given: () => rowGiven(list, controls),
    fill: (value) => columns.forEach((column, at) => {
      const part = !isRecord ? value : Array.isArray(value) ? value[at] : value[column.name];
      if (part !== undefined) controls[at].fill(part);
    }),
    focus: (at = 0) => controls[at].input.focus(),
    number: (number) => {
      const said = { list: of.name, number, each: list.each };
      remove.setAttribute("aria-label", say("remove", said));
      controls.forEach((control, at) => control.input.setAttribute("aria-label", say("cellName", { ...said, field: columns[at].name })));
    },
    mend: (isShown) => mendRow(list, row, controls, isShown),
    controls,
  };
  return row;
}

// ── tables from a clipboard ──

// The rows of a text in lines and tabs, as a sheet gives it: [[text of a column, …], …], undefined for a column that it has not.
// Where its first line is made of names of columns, that says which is which; else they stand in their order from `first` on.
function pastedRows(columns, text, first = 0) {
  const lines = text.replace(/[\r\n]+$/, "").split(/\r\n|\r|\n/).map((line) => line.split("\t").map(strip));
  const names = columns.map(({ name }) => name);
  const isHead = lines[0].filter((cell) => names.includes(cell)).length * 2 > lines[0].length;
  const places = names.map((name, at) => (isHead ? lines[0].indexOf(name) : at - first));
  return (isHead ? lines.slice(1) : lines).map((cells) => columns.map((of, at) => pastedCell(of, cells[places[at]])));
}

// 2025年3月1日 and 2025/3/1 as a day of the form.
function pastedCell(of, text) {
  if (of.kind !== "date" || text === undefined) return text;
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  return parts ? [parts[1], parts[2].padStart(2, "0"), parts[3].padStart(2, "0")].join("-") : text;
}

// A table goes into the rows from this one on; a single value is pasted as ever.
function pasteRows(list, row, event) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const first = row.controls.findIndex((control) => control.input === event.target);
  if (first < 0 || !/[\t\r\n]/.test(text.trim())) return;
  event.preventDefault();
  const start = list.rows.indexOf(row);
  for (const [at, cells] of pastedRows(list.columns, text, first).entries()) {
    const to = list.rows[start + at] ?? (list.of.length === null ? addRow(list, false) : null);
    cells.forEach((cell, column) => {
      if (cell) to?.controls[column].fill(cell);
    });
  }
  list.changed();
}

function rowGiven(list, controls) {
  const values = controls.map((control) => control.given());
  if (values.every((value) => value === undefined)) return undefined;
  if (!list.isRecord) return values[0];
  return Object.fromEntries(list.columns.flatMap(({ name }, at) => (values[at] === undefined ? [] : [[name, values[at]]])));
}

// Marks the cells that are wrong, and gives the first fault.
function mendRow(list, row, controls, isShown) {
  const number = list.rows.indexOf(row) + 1;
  const isFilled = row.given() !== undefined;
  const faults = controls.map((control, at) => {
    const column = list.columns[at];
    const path = list.isRecord ? [list.of.name, number, column.name] : [list.of.name, number];
    const value = control.given();
    if (value === undefined && isFilled && list.isRecord) return collectNamed(column, path);
    return faultOf(column, value, path);
  });
  controls.forEach((control, at) => mark([control.input], isShown && faults[at] !== null));
  return faults.find((fault) => fault !== null) ?? null;
}

// The fault of a field that is left out; null where that is allowed.
function collectNamed(of, path) {
  const faults = [];
  readNamed(of, {}, path, faults);
  return faults[0] ?? null;
}

function walkRows(list, row, event) {
  const at = list.rows.indexOf(row);
  const column = row.controls.findIndex((control) => control.input === event.target);
  if (column < 0 || event.isComposing || event.target.type === "date") return;
  const isText = event.target.tagName === "INPUT";
  if (event.key === "Enter" && isText) {
    event.preventDefault();
    if (column + 1 < row.controls.length) row.focus(column + 1);
    else if (list.rows[at + 1]) list.rows[at + 1].focus();
    else if (list.of.length === null) addRow(list).focus();
  } else if (event.key === "Backspace" && isText && event.target.value === "" && row.given() === undefined && list.of.length === null) {
    event.preventDefault();
    removeRow(list, row);
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && isText) {
    const other = list.rows[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (other) event.preventDefault(), other.focus(column);
  }
}
