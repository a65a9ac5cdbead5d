// ── page: what was filled in, as the fragment of the address ──

// 7.1?研发费用合计=3000万元&首次申报=是/35.6?检测记录=2025-01-02,甲,是;2025-01-03,乙,否
// Claims are joined by "/", facts by "&", rows of a list by ";", fields of a row by ","; an empty list is "期权费=".

// Half of a character (a lone surrogate) cannot be written in an address.
function atom(text) {
  return text.replace(/\p{Cs}/gu, "").replace(/[\s%?&=/;,#"<>`\\^{|}[\]]|\p{C}/gu, encodeURIComponent);
}

function readAtom(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// Claims [name, {fact: value}] as a fragment without "#"; a value is text, or a list of texts or of objects of texts.
function encodeState(claims, facts) {
  const said = [];
  for (const [name, given] of claims) {
    const pairs = Object.entries(given).map(([fact, value]) => `${atom(fact)}=${encodeValue(facts(name, fact), value)}`);
    if (pairs.length) said.push(`${atom(name)}?${pairs.join("&")}`);
  }
  return said.join("/");
}

function encodeValue(of, value) {
  if (!Array.isArray(value)) return atom(value);
  if (of?.item?.kind !== "record") return value.map(atom).join(";");
  return value.map((row) => of.item.fields.map((field) => atom(row[field.name] ?? "")).join(",")).join(";");
}

// The claims of a fragment, [name, {fact: value}]. `facts(name, fact)` gives the type of a fact, undefined where there is none:
// its value is then left as the text it is.
function decodeState(fragment, facts) {
  const claims = [];
  for (const part of fragment.replace(/^#/, "").split("/")) {
    const at = part.indexOf("?");
    if (at < 0) continue;
    const name = readAtom(part.slice(0, at));
    const given = Object.create(null); // a fact may be called __proto__
    for (const pair of part.slice(at + 1).split("&")) {
      const split = pair.indexOf("=");
      if (split < 0) continue;
      const fact = readAtom(pair.slice(0, split));
      given[fact] = decodeValue(facts(name, fact), pair.slice(split + 1));
    }
    claims.push([name, given]);
  }
  return claims;
}

function decodeValue(of, text) {
  if (of?.kind !== "list") return readAtom(text);
  const rows = text === "" ? [] : text.split(";");
  if (of.item.kind !== "record") return rows.map(readAtom);
  return rows.map((row) => {
    const cells = row.split(",").map(readAtom);
    return Object.fromEntries(of.item.fields.flatMap(({ name }, at) => (cells[at] ? [[name, cells[at]]] : [])));
  });
}
