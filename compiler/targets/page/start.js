// ── page: start ──

let isRestoring = false;
let waiting = 0;

function typeOf(claim, fact) {
  if (fact === CLAIM_DATE) return undefined;
  return FACTS[claim.split("#")[0]]?.find(({ name }) => name === fact);
}

// Keeps what is filled in in the address, a little after the last change: browsers limit how often it may change.
function keepState() {
  if (isRestoring) return;
  clearTimeout(waiting);
  waiting = setTimeout(writeState, 300);
}

function writeState() {
  clearTimeout(waiting);
  const fragment = encodeState(claimsOf(), typeOf);
  if (!fragment && !location.hash.includes("?")) return;
  history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
}

// Fills in what the address says, and shows the first card of it.
function readState() {
  if (!location.hash.includes("?")) return;
  isRestoring = true;
  const claims = decodeState(location.hash, typeOf).filter(([name]) => CARDS.has(name));
  for (const [name, facts] of claims) CARDS.get(name).fill(facts);
  isRestoring = false;
  if (claims.length) CARDS.get(claims[0][0]).section.scrollIntoView({ block: "start" });
}

function start() {
  for (const section of document.querySelectorAll("section[data-clause]")) mountCard(section);
  readState();
  window.addEventListener("hashchange", readState);
}

if (typeof document !== "undefined") {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}
