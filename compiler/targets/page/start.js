// ── page: start ──

let isRestoring = false;
let waiting = 0;

let enterprise = null;

function typeOf(claim, fact) {
  const clause = clauseOfClaim(claim);
  return clause === null || fact === CLAIM_DATE ? undefined : FACTS[clause].find(({ name }) => name === fact);
}

// Keeps what is filled in in the address, a little after the last change: browsers limit how often it may change.
function keepState() {
  if (isRestoring) return;
  clearTimeout(waiting);
  waiting = setTimeout(writeState, 300);
}

function writeState() {
  clearTimeout(waiting);
  // A page that is shown within another has no address of its own to keep it in.
  if (location.protocol === "about:") return;
  const fragment = encodeState(enterprise === null ? claimsOf() : enterpriseClaims(enterprise), typeOf);
  if (!fragment && !location.hash.includes("?")) return;
  history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
}

// Fills in what the address says, and shows the first card of it.
function readState() {
  if (!location.hash.includes("?")) return;
  isRestoring = true;
  const all = decodeState(location.hash, typeOf);
  if (enterprise !== null) fillEnterprise(enterprise, all);
  const claims = all.filter(([name]) => CARDS.has(name));
  for (const [name, facts] of claims) CARDS.get(name).fill(facts);
  isRestoring = false;
  if (claims.length) CARDS.get(claims[0][0]).section.scrollIntoView({ block: "start" });
}

function start() {
  for (const section of document.querySelectorAll("section[data-clause]")) mountCard(section);
  const main = document.querySelector("main[data-enterprise]");
  if (main !== null) enterprise = mountEnterprise(main);
  readState();
  window.addEventListener("hashchange", readState);
}

if (typeof document !== "undefined") {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}
