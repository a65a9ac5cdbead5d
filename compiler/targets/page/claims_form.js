// ── page: the claims of one enterprise ──

// A claim is named by its clause, or clause#text where it is a further one. A fact that several clauses ask alike (the same name, the
// same type) is filled in once; 核定金额 is of each claim.

const FURTHER = ["二", "三", "四", "五", "六", "七", "八", "九", "十"];

function clauseOfClaim(name) {
  let end = name.length;
  while (end > 0 && !CALCS.has(name.slice(0, end))) end = name.lastIndexOf("#", end - 1);
  return end > 0 ? name.slice(0, end) : null;
}

function typeKey(of) {
  return JSON.stringify(of, (_, part) => (typeof part === "bigint" ? String(part) : part));
}

// Where each fact of the claims is filled in: [{ key, of, clause, claims }] in the order of the document; `claims` are those that use it.
function placesOfFacts(claims) {
  const found = new Map();
  const clausesWith = new Map();
  for (const name of claims) {
    const clause = clauseOfClaim(name);
    for (const of of FACTS[clause]) {
      const key = typeKey(of);
      if (!clausesWith.has(key)) clausesWith.set(key, new Set());
      clausesWith.get(key).add(clause);
    }
  }
  for (const name of claims) {
    const clause = clauseOfClaim(name);
    for (const of of FACTS[clause]) {
      if (feederOf(name, of.name, claims) !== null) continue;
      const isShared = of.name !== APPROVED && (name === clause || clausesWith.get(typeKey(of)).size > 1);
      const key = isShared ? typeKey(of) : `${name}\n${typeKey(of)}`;
      if (!found.has(key)) found.set(key, { key, of, clause, claims: [] });
      found.get(key).claims.push(name);
    }
  }
  return [...found.values()];
}

// The claim that works out a fact of another: that of the same further text, else the only one; null for none.
function feederOf(name, fact, claims) {
  const clause = clauseOfClaim(name);
  const source = new Map(CALCS.get(clause).feeds).get(fact);
  if (source === undefined) return null;
  const theirs = claims.filter((other) => clauseOfClaim(other) === source);
  const same = source + name.slice(clause.length);
  return theirs.includes(same) ? same : theirs.length === 1 ? theirs[0] : null;
}

// A name for a further claim of a clause.
function furtherName(clause, claims) {
  return FURTHER.map((word) => `${clause}#${word}`).find((name) => !claims.includes(name)) ?? null;
}

// The claims in the order of the document, the further ones of a clause behind its first.
function inOrder(claims) {
  const order = [...CALCS.keys()];
  const place = (name) => order.indexOf(clauseOfClaim(name));
  return [...claims].sort((one, other) => place(one) - place(other) || (one === clauseOfClaim(one) ? -1 : other === clauseOfClaim(other) ? 1 : 0));
}
