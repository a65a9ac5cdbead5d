// ── page: what one enterprise is paid ──

// Where the settlement is shown.
function settlementPlace() {
  const total = make("output", { class: "calc-value", "data-total": true, "aria-live": "polite" });
  const detail = make("p", { class: "calc-detail" });
  const groups = make("div", { class: "calc-groups" });
  const element = make("div", { class: "calc-outcome calc-settlement" }, make("div", { class: "calc-head" }, make("h2", {}, say("total")), total, detail), groups);
  const bar = button("", () => element.scrollIntoView({ block: "start" }), { class: "calc-button calc-bar", hidden: true });
  return { element, total, detail, groups, bar };
}

// Settles the claims that can be worked out; the others are told with what they still need.
function settleAll(page) {
  const { outcome, claims } = page;
  const given = new Map(claims.map((name) => [name, factsOfClaim(page, name)]));
  const asked = JSON.stringify([[...given], page.matters, page.day.given() ?? null]);
  if (asked === page.asked) return mendPage(page);
  page.asked = asked;
  const open = new Map();
  let settled = null;
  let pageFaults = [];
  while (given.size && settled === null) {
    const sets = page.matters.map((names) => names.filter((name) => given.has(name))).filter((names) => names.length > 1);
    try {
      settled = settle(given, { same_matter: sets, date: page.day.given() });
    } catch (error) {
      if (!(error instanceof FactError)) throw error;
      const faulty = claims.filter((name) => given.has(name) && error.faults.some(({ fact }) => fact.startsWith(`${name}：`)));
      if (!faulty.length) {
        pageFaults = error.faults;
        break;
      }
      for (const name of faulty) {
        open.set(name, error.faults.filter(({ fact }) => fact.startsWith(`${name}：`)));
        given.delete(name);
      }
    }
  }
  Object.assign(page, { open, pageFaults });
  mendPage(page);
  showSettlement(outcome, settled, page, open, pageFaults);
}

// Says at each field what is wrong with it, in the first claim that has it.
function mendPage({ open, pageFaults, places, fields, touched, day }) {
  for (const { key, of, claims } of places) {
    const faults = claims.flatMap((name) => (open.get(name) ?? []).filter(({ fact }) => fact === `${name}：${of.name}`));
    fields.get(key).mend(faults[0] ? plainFault(claims, faults[0]) : null, touched.has(key));
  }
  day.mend(pageFaults[0] ?? null, true);
  if (!pageFaults.length) put(day.element.querySelector(".calc-note"), say("claimDateUsual"));
}

// The fault without the name of its claim.
function plainFault(claims, { code, fact, message, messageEn }) {
  const name = claims.find((each) => fact.startsWith(`${each}：`)) ?? "";
  const bare = visible(name);
  return { code, fact, message: message.replace(`${bare}：`, ""), messageEn: messageEn.replace(`${bare}: `, "") };
}

function showSettlement({ element, total, detail, groups, bar }, settled, page, open, pageFaults) {
  const opened = new Set([...groups.querySelectorAll("details[open]")].map((each) => each.closest("[data-claim]").dataset.claim));
  groups.replaceChildren();
  if (settled === null) {
    total.removeAttribute("value");
    element.dataset.state = "open";
    put(total, pageFaults.length ? faultWords(pageFaults[0]) : say(page.claims.length ? "waiting" : "nothingChosen"));
    put(detail, "");
  } else {
    total.setAttribute("value", settled.total);
    element.dataset.state = settled.total === "0.00" ? "refused" : "eligible";
    put(total, shownValueOf(settled.total, MONEY));
    const parts = Object.entries(settled.subtotals).map(([form, sum]) => `${formWords(form)}${SPOKEN ? " " : ""}${shownValueOf(sum, MONEY)}`);
    put(detail, [parts.join(SPOKEN ? ", " : "，"), settled.kind === "上限" ? say("withCeilings") : ""].filter(Boolean).join(SPOKEN ? "; " : "；"));
  }
  bar.hidden = settled === null;
  put(bar, settled === null ? "" : `${say("total")} ${total.textContent}`);
  const claims = settled === null ? [] : settled.claims;
  const rows = (found, kind, said) => claims.filter((name) => Object.hasOwn(found, name)).map((name) => claimRow(name, settled.results[name], kind, said(name)));
  if (settled !== null) {
    groups.append(...[
      groupShown("paid", rows(settled.paid, "paid", () => [])),
      groupShown("dropped", rows(settled.dropped, "dropped", (name) => settled.dropped[name].map((other) => say("inFavourOf", { other: `${other} ${settled.results[other].title}`, value: shownValueOf(settled.results[other].value, MONEY) })))),
      groupShown("refused", rows(settled.refused, "refused", (name) => lacksOf(settled.results[name]))),
      groupShown("others", rows(settled.others, "others", () => [])),
    ].filter(Boolean));
  }
  const waiting = page.claims.filter((name) => open.has(name)).map((name) => openRow(page, name, open.get(name)));
  const stillOpen = groupShown("open", waiting);
  if (stillOpen) groups.append(stillOpen);
  for (const each of groups.querySelectorAll("details")) each.open = opened.has(each.closest("[data-claim]").dataset.claim);
}

function groupShown(key, rows) {
  return rows.length ? make("section", { class: "calc-group", "data-group": key }, make("h3", {}, say(key)), rows) : null;
}

// What a condition lacks, or the conditions that do not hold.
function lacksOf({ trace, eligible }) {
  if (eligible) return [say("isZero")];
  const lacks = trace.filter((_, at) => partOf(trace, at) === "lack").map((line) => line.trim());
  return lacks.length ? lacks : trace.slice(2, -1).filter((line) => NOT_HELD.test(line) || OUT_OF_DATE.test(line));
}

function claimRow(name, result, kind, said) {
  const { clause, value, title, trace } = result;
  const shown = make("output", { "data-result": true, value: canonical(value) }, shownValueOf(value, toldUnit(clause)));
  const badge = result.kind === "上限" && result.eligible ? make("small", { "data-tone": "warn" }, say("ceilingShort")) : null;
  return make("article", { class: "calc-paid", "data-claim": name, "data-state": kind },
    make("header", {}, make("span", {}, make("b", {}, name), ` ${title}`), make("span", { class: "calc-sum" }, shown, badge)),
    said.length ? make("ul", {}, said.map((line) => make("li", {}, line))) : null,
    make("details", { class: "calc-explain" }, make("summary", {}, say("explain")), make("ol", { class: "calc-lines", "data-explain": true }, trace.map(lineOf))));
}

// A claim that cannot be worked out yet, with ways to what it needs.
function openRow(page, name, faults) {
  const links = faults.map((fault) => {
    const fact = fault.fact.slice(name.length + 1);
    const place = page.places.find(({ of, claims }) => of.name === fact && claims.includes(name));
    const plain = plainFault([name], fault);
    if (place) return button(fact, () => page.fields.get(place.key).focus(), { class: "calc-jump", title: faultWords(plain) });
    const feeder = feederOf(name, fact, page.claims);
    return make("p", {}, feeder === null ? faultWords(plain) : say("waitsFor", { feeder }));
  });
  return make("article", { class: "calc-paid", "data-claim": name, "data-state": "open" },
    make("header", {}, make("span", {}, make("b", {}, name), ` ${CLAUSES[clauseOfClaim(name)].title}`)), make("div", {}, links));
}
