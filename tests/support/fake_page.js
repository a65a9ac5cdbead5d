// As much of a document as a picture needs, and what it looks like as text.
class Part {
  constructor(tag) {
    Object.assign(this, { tag, attributes: {}, children: [] });
  }
  setAttribute(name, value) {
    this.attributes[name] = String(value);
  }
  append(...parts) {
    this.children.push(...parts);
  }
  replaceChildren(...parts) {
    this.children = parts;
  }
  all(tag, found = []) {
    for (const part of this.children) {
      if (part instanceof Part) {
        if (part.tag === tag) found.push(part);
        part.all(tag, found);
      }
    }
    return found;
  }
  get text() {
    return this.children.map((part) => (part instanceof Part ? part.text : part)).join("");
  }
  get kinds() {
    return [this, ...this.children.filter((part) => part instanceof Part).flatMap((part) => part.kinds)].map((part) => part.attributes?.class ?? part);
  }
}
globalThis.document = { createElementNS: (_, tag) => new Part(tag) };

const boxOf = (rect) => ["x", "y", "width", "height"].map((name) => Number(rect.attributes[name]));
const touch = ([a, b, c, d], [e, f, g, h]) => a < e + g && e < a + c && b < f + h && f < b + d;

// What is wrong with a picture of some width.
function faultsOf(svg, width) {
  const wrong = [];
  const height = Number(svg.attributes.viewBox.split(" ")[3]);
  const boxes = svg.all("rect").filter((rect) => rect.attributes.rx).map(boxOf);
  boxes.forEach((box, at) => boxes.slice(0, at).forEach((other) => touch(box, other) && wrong.push(`${box} on ${other}`)));
  for (const [x, y, w, h] of boxes) if (x < 0 || y < 0 || x + w > width || y + h > height) wrong.push(`${[x, y, w, h]} is cut off`);
  const everything = [...svg.all("polyline"), ...svg.all("circle"), ...svg.all("line"), ...svg.all("path"), ...svg.all("text")];
  for (const { attributes } of everything) {
    if (/NaN|undefined|Infinity/.test(JSON.stringify(attributes))) wrong.push(JSON.stringify(attributes));
    if ("style" in attributes || "fill" in attributes || "stroke" in attributes) wrong.push("a colour of its own");
  }
  for (const { attributes: { points } } of svg.all("polyline")) {
    for (const [x, y] of points.split(" ").map((point) => point.split(",").map(Number))) {
      if (x < 0 || x > width || y < 0 || y > height) wrong.push(`${x},${y} is outside`);
    }
  }
  if (!svg.all("title")[0].text || !svg.all("desc")[0].text) wrong.push("nothing is said");
  return wrong;
}
