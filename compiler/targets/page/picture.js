// ── page: pictures ──

// The curve of a result as a picture, with its caps, thresholds and cliffs, and the place of who looks at it. What it shows is
// said in words too, for those who do not see it. All colours are names, in picture.css.
const { drawCurve, movePoint } = (() => {
  const [NARROWEST, NARROW] = [280, 480];
  const USUAL = 640;
  const LETTER = 12.5;
  const known = new WeakMap();
  let count = 0;

  function part(tag, attributes, ...inside) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  }

  // The picture of the result by one number, as an svg element that follows the width it is given. Options: date and lang as
  // for curve, width (in pixels, before it is laid out), low and high.
  function drawCurve(id, facts, path, options = {}) {
    count += 1;
    const svg = part("svg", { class: "curve", role: "img", "aria-labelledby": `curve-${count}-title curve-${count}-desc` });
    const held = { id, facts, path, options, number: count, width: Math.max(NARROWEST, options.width || USUAL), made: curve(id, facts, path, options) };
    known.set(svg, held);
    fill(svg, held);
    if (typeof ResizeObserver === "function") {
      new ResizeObserver(([{ contentRect: { width } }]) => {
        const wanted = Math.max(NARROWEST, Math.round(width));
        if (width === 0 || Math.abs(wanted - held.width) < 8) return;
        held.width = wanted;
        fill(svg, held);
      }).observe(svg);
    }
    return svg;
  }

  // The picture with other facts: its range stays as long as the number lies in it.
  function movePoint(svg, facts, options = {}) {
    const held = known.get(svg);
    const { low, high } = held.made;
    held.facts = facts;
    held.options = { ...held.options, ...options };
    const made = curve(held.id, facts, held.path, { ...held.options, low, high });
    held.made = low <= made.x && made.x <= high ? made : curve(held.id, facts, held.path, held.options);
    fill(svg, held);
  }

  function fill(svg, held) {
    const { made, width, number } = held;
    const lang = held.options.lang === "en" ? "en" : "zh";
    const frame = frameOf(made, width, lang);
    svg.setAttribute("viewBox", `0 0 ${width} ${frame.height}`);
    const { title, desc } = words(made, lang);
    svg.replaceChildren(
      part("title", { id: `curve-${number}-title` }, title),
      part("desc", { id: `curve-${number}-desc` }, desc),
      axes(frame),
      ...gapsOf(made, frame),
      lines(made, frame),
      ...signs(made, frame, lang),
    );
  }

  // ── the frame ──

  const widthOf = (text) => [...text].reduce((sum, character) => sum + (character.codePointAt(0) > 0x2e80 ? LETTER : LETTER * 0.58), 0);

  // Where everything stands: the two axes, in pixels.
  function frameOf(made, width, lang) {
    const height = width < NARROW ? 280 : 340;
    const { low, high } = extentOf(made);
    const isAnswer = made.result.shape === "answer";
    const y = isAnswer ? answers(lang) : scales.amountTicks(made.result.unit, low, high, width < NARROW ? 4 : 5, lang);
    const left = 14 + Math.max(...y.ticks.map(([, text]) => widthOf(text)));
    const [top, right, bottom] = [34, width - 18, height - 46];
    const x = scales.factTicks(made, Math.floor((right - left) / (width < NARROW ? 62 : 84)), lang);
    const heading = isAnswer ? "" : `${made.result.heading}${y.word ? (lang === "en" ? ` (${y.word})` : `（${y.word}）`) : ""}`;
    return {
      width, height, left, top, right, bottom, x, y, heading, name: `${made.name}${x.word ? (lang === "en" ? ` (${x.word})` : `（${x.word}）`) : ""}`,
      across: scales.placer(made.low, made.high, left, right),
      up: scales.placer(y.low, y.high, bottom, top),
    };
  }

  function answers(lang) {
    const said = lang === "en" ? ["no", "yes"] : ["不符合", "符合"];
    return { ticks: [[0n, said[0]], [1000000n, said[1]]], word: "", low: -150000n, high: 1150000n };
  }

  function extentOf({ pieces, y }) {
    const all = [[0n, 1n], ...pieces.flatMap(({ y0, y1 }) => [y0, y1]), ...(y ? [y] : [])].map(scales.millionths);
    const low = all.reduce((a, b) => (b < a ? b : a));
    const high = all.reduce((a, b) => (b > a ? b : a));
    // Room for what is written above the highest.
    return { low, high: high + (high - low) / 12n || 1000000n };
  }

  function axes({ left, right, top, bottom, height, x, y, heading, name, across, up }) {
    const group = part("g", { class: "curve-axes", "aria-hidden": "true" });
    for (const [value, text] of y.ticks) {
      const at = up(value);
      group.append(part("line", { class: value === 0n ? "curve-base" : "curve-grid", x1: left, x2: right, y1: at, y2: at }));
      group.append(part("text", { x: left - 8, y: at + 4.5, "text-anchor": "end" }, text));
    }
    const widest = Math.max(0, ...x.ticks.map(([, text]) => widthOf(text)));
    const every = Math.ceil((widest + 14) / Math.max(1, x.ticks.length > 1 ? across(x.ticks[1][0]) - across(x.ticks[0][0]) : right - left));
    x.ticks.forEach(([value, text], index) => {
      const at = across(value);
      group.append(part("line", { class: "curve-tick", x1: at, x2: at, y1: bottom, y2: bottom + 5 }));
      if (index % every === 0) group.append(part("text", { x: clamp(at, left, right + 10 - widthOf(text) / 2), y: bottom + 20, "text-anchor": "middle" }, text));
    });
    group.append(part("text", { class: "curve-name", x: left, y: top - 18 }, heading));
    group.append(part("text", { class: "curve-name", x: right, y: height - 6, "text-anchor": "end" }, name));
    return group;
  }

  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

  // ── the line ──

  const isWhole = ({ of, low, high }) => of.kind === "number" && of.scale === 1n && high - low <= 40n;

  function pointsOf(piece, { across, up }) {
    const at = (x, y) => `${across(x)},${up(scales.millionths(y))}`;
    if (piece.linear) return [at(piece.from, piece.y0), at(piece.to, piece.y1)];
    const span = piece.to - piece.from;
    return Array.from({ length: 33 }, (_, index) => piece.from + (span * BigInt(index)) / 32n).map((x) => at(x, piece.at(x)));
  }

  // Whether two pieces that follow each other do so without a jump: no mark says otherwise, or calc has them nearly alike.
  function isJoined(one, other, made, { up }) {
    if (other.from !== one.to + 1n) return false;
    const isMarked = made.marks.some(({ x, from, kind, before, y }) => from === one.to && kind !== "cap" && !(x === from || before === y));
    return !isMarked && Math.abs(up(scales.millionths(one.y1)) - up(scales.millionths(other.y0))) < 1.5;
  }

  function lines(made, frame) {
    const group = part("g", { class: "curve-lines" });
    const runs = [];
    made.pieces.forEach((piece, index) => {
      const before = made.pieces[index - 1];
      if (before && isJoined(before, piece, made, frame)) runs.at(-1).push(...pointsOf(piece, frame));
      else runs.push(pointsOf(piece, frame));
    });
    for (const run of runs) {
      group.append(part("polyline", { class: "curve-line", points: run.length === 2 && run[0] === run[1] ? run[0] : run.join(" ") }));
    }
    if (isWhole(made)) for (const piece of made.pieces) for (let x = piece.from; x <= piece.to; x += 1n) group.append(dot("curve-whole", frame, x, piece.at(x), 2.5));
    else for (const jump of jumpsOf(made, frame)) group.append(...jumpAt(jump, frame));
    return group;
  }

  function dot(kind, { across, up }, x, y, r) {
    return part("circle", { class: kind, cx: across(x), cy: up(scales.millionths(y)), r });
  }

  // Two pieces side by side that do not meet: an end that belongs to the curve is a full point, one that does not an open one.
  function jumpsOf(made, frame) {
    const found = [];
    made.pieces.forEach((piece, index) => {
      const before = made.pieces[index - 1];
      if (before && before.to + 1n === piece.from && !isJoined(before, piece, made, frame)) found.push([before, piece]);
    });
    return found;
  }

  function jumpAt([one, other], frame) {
    const { across, up } = frame;
    const zeros = (x) => (x === 0n ? 99 : String(x).length - String(x).replace(/0+$/, "").length);
    const isLeftFull = zeros(one.to) > zeros(other.from);
    const [x, a, b] = [across(other.from), up(scales.millionths(one.y1)), up(scales.millionths(other.y0))];
    const isDown = b > a;
    const fall = part("line", { class: isDown ? "curve-fall" : "curve-leap", x1: x, x2: x, y1: a, y2: b });
    const ends = [[a, isLeftFull], [b, !isLeftFull]].map(([y, isFull]) => part("circle", { class: isFull ? "curve-full" : "curve-open", cx: x, cy: y, r: 3.5 }));
    return [fall, ...ends];
  }

  // Where the facts would be refused.
  function gapsOf({ gaps }, { across, top, bottom }) {
    return gaps.map(({ from, to, text }) => {
      const [left, right] = [across(from), across(to)];
      return part("rect", { class: "curve-gap", x: left, y: top, width: Math.max(1, right - left), height: bottom - top }, part("title", {}, text));
    });
  }

  // ── what is written into it ──

  // The labels of marks, so many as there is room for, the reader's own first: none hides another, or the line.
  function signs(made, frame, lang) {
    const { across, up } = frame;
    const taken = [];
    const found = [];
    const segments = made.pieces.map((piece) => pointsOf(piece, frame).map((point) => point.split(",").map(Number)));
    for (const [one, other] of jumpsOf(made, frame)) {
      const x = across(other.from);
      segments.push([[x, up(scales.millionths(one.y1))], [x, up(scales.millionths(other.y0))]]);
    }
    const own = ownSign(made, frame, lang);
    if (own) segments.push([[frame.left, own.y], [own.x, own.y], [own.x, frame.bottom]]);
    const put = (kind, x, y, texts, isOwn) => {
      const box = freePlace(x, y, texts, frame, taken, segments);
      if (box === null) return null;
      taken.push(box);
      return label(kind, box, texts, x, y, isOwn);
    };
    if (own) {
      found.push(own.drops, own.point);
      taken.push({ x: own.x - 8, y: own.y - 8, width: 16, height: 16 });
    }
    const ownLabel = own && put("curve-own-label", own.x, own.y, own.texts, true);
    for (const { x, y, kind, text, lines: texts } of mostTelling(made, frame)) {
      const [px, py] = [across(x), up(scales.millionths(y))];
      const point = part("circle", { class: `curve-mark curve-${kind}`, cx: px, cy: py, r: kind === "cap" ? 4 : 3.5 }, part("title", {}, text));
      const written = put(`curve-label curve-${kind}`, px, py, texts.filter(Boolean), false);
      if (kind === "cap" || (kind === "step" && texts[1] === "")) found.push(point);
      if (written) found.push(written);
    }
    if (ownLabel) found.push(ownLabel);
    return found;
  }

  // Caps first, then what jumps most; where only the slope changes last.
  function mostTelling({ marks }, { width, up }) {
    const leap = ({ before, y }) => Math.abs(up(scales.millionths(before)) - up(scales.millionths(y)));
    const rank = (mark) => (mark.kind === "cap" ? 1e4 : mark.kind === "cliff" ? 1e3 : mark.lines[1] === "" ? 0 : 10) + leap(mark);
    const ranked = marks.map((mark) => [rank(mark), mark]).sort(([one], [other]) => other - one);
    return ranked.slice(0, width < NARROW ? 6 : 10).map(([, mark]) => mark);
  }

  // The place of who looks: a point with its two values, and where they stand on the axes.
  function ownSign(made, frame, lang) {
    if (made.y === null || made.x < made.low || made.x > made.high) return null;
    const { across, up, left, bottom } = frame;
    const [x, y] = [across(made.x), up(scales.millionths(made.y))];
    const amount = made.result.shape === "answer" ? frame.y.ticks[Number(made.y[0])][1] : walkWords.quantity(...made.y, made.result.unit);
    const value = walkWords.valueText(made.of, made.x);
    const texts = lang === "en" ? [`now ${value}`, amount] : [`现在${value}`, amount];
    const drops = part("path", { class: "curve-drop", d: `M${left} ${y}H${x}V${bottom}` });
    const point = part("g", { class: "curve-own" }, part("circle", { class: "curve-halo", cx: x, cy: y, r: 9 }), part("circle", { cx: x, cy: y, r: 5 }));
    return { x, y, texts, drops, point };
  }

  const LINE = 16;

  // Where a label of some lines goes, near to a point: within the frame, off all others, off the line as far as can be.
  function freePlace(x, y, texts, frame, taken, segments) {
    const [width, height] = [Math.max(...texts.map(widthOf)) + 10, texts.length * LINE + 5];
    let [best, least] = [null, 7];
    for (const distance of [9, 20, 34, 50]) {
      const sides = [[-0.5, -1], [-1, -1], [0, -1], [-0.5, 0], [0, 0], [-1, 0], [0, -0.5], [-1, -0.5]];
      sides.forEach(([across, up], order) => {
        const box = { x: x + across * width + (across === 0 ? distance : across === -1 ? -distance : 0), y: y + up * height, width, height };
        if (up === -1) box.y -= distance;
        if (up === 0) box.y += distance;
        box.x = clamp(box.x, frame.left + 2, frame.width - width - 2);
        box.y = clamp(box.y, 20, frame.bottom - height - 1);
        if (taken.some((other) => touches(box, other, 3))) return;
        const [ex, ey] = nearest(box, x, y);
        const leader = [[[x, y], [ex, ey]]];
        const hidden = taken.filter((other) => !inside(other, x, y) && crossed(other, leader) > 0).length;
        const far = Math.hypot(ex - x, ey - y);
        const cost = crossed(box, segments) * 3 + hidden * 6 + order * 0.1 + far / 14 + (inside(box, x, y) ? 5 : 0);
        if (cost < least) [best, least] = [box, cost];
      });
    }
    return best;
  }

  const nearest = (box, x, y) => [clamp(x, box.x, box.x + box.width), clamp(y, box.y, box.y + box.height)];
  const inside = (box, x, y) => box.x - 4 < x && x < box.x + box.width + 4 && box.y - 4 < y && y < box.y + box.height + 4;
  const touches = (a, b, room) => a.x < b.x + b.width + room && b.x < a.x + a.width + room && a.y < b.y + b.height + room && b.y < a.y + a.height + room;

  // How much of the line runs through a box.
  function crossed(box, segments) {
    let found = 0;
    for (const points of segments) {
      for (let at = 1; at < points.length; at += 1) {
        const [[x0, y0], [x1, y1]] = [points[at - 1], points[at]];
        const steps = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 5));
        for (let step = 0; step <= steps; step += 1) {
          const [x, y] = [x0 + ((x1 - x0) * step) / steps, y0 + ((y1 - y0) * step) / steps];
          if (x > box.x - 2 && x < box.x + box.width + 2 && y > box.y - 2 && y < box.y + box.height + 2) found += 0.2;
        }
      }
    }
    return found;
  }

  function label(kind, box, texts, x, y, isOwn) {
    const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
    const group = part("g", { class: kind });
    const [ex, ey] = nearest(box, x, y);
    if (Math.hypot(ex - x, ey - y) > 14) group.append(part("line", { class: "curve-leader", x1: x, y1: y, x2: ex, y2: ey }));
    group.append(part("rect", { x: box.x, y: box.y, width: box.width, height: box.height, rx: 4 }));
    texts.forEach((text, index) => {
      const at = cy + LINE * (index - (texts.length - 1) / 2) + 4.5;
      group.append(part("text", { class: index === 0 ? "curve-first" : "curve-second", x: cx, y: at, "text-anchor": "middle" }, text));
    });
    if (isOwn) group.setAttribute("aria-hidden", "true");
    return group;
  }

  // ── in words ──

  function words(made, lang) {
    const { result, name, of, pieces, marks, gaps } = made;
    const isEn = lang === "en";
    const isAnswer = result.shape === "answer";
    const title = isEn ? `${result.heading} by ${name}` : `${result.heading}随${name}的变化`;
    const amount = (y) => (isAnswer ? (y[0] ? (isEn ? "yes" : "符合") : isEn ? "no" : "不符合") : walkWords.quantity(...y, result.unit));
    const told = pieces.slice(0, 40).map(({ from, to, y0, y1 }) => {
      const [a, b, low, high] = [walkWords.valueText(of, from), walkWords.valueText(of, to), amount(y0), amount(y1)];
      if (isEn) return low === high ? `${a} to ${b}: ${low}` : `${a} to ${b}: from ${low} to ${high}`;
      return low === high ? `${a}至${b}，${low}` : `${a}至${b}，由${low}到${high}`;
    });
    const own = made.y && (isEn ? `now ${walkWords.valueText(of, made.x)}: ${amount(made.y)}` : `现在${walkWords.valueText(of, made.x)}，${amount(made.y)}`);
    const all = [...told, ...marks.map(({ text }) => text), ...gaps.map(({ text }) => text), ...(own ? [own] : [])];
    return { title, desc: all.join(isEn ? "; " : "；") };
  }

  return { drawCurve, movePoint };
})();
