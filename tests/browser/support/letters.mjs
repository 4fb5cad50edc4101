// The texts of the charts of a page: large enough, apart from each other, inside their picture, dark enough to read.

/** Height of the smallest letters, in pixels. */
export const SMALLEST = 11;

/** Contrast of letters to what lies behind them (WCAG 2.2, 1.4.3). */
const CONTRAST = 4.5;

/** How a page is looked at: `width` of the window, scheme of colours, medium. */
export const LOOKS = [
  { width: 1280, colorScheme: "light" },
  { width: 1280, colorScheme: "dark" },
  { width: 360, colorScheme: "light" },
  { width: 360, colorScheme: "dark" },
  // A4 without its margins.
  { width: 720, colorScheme: "light", media: "print" },
  { width: 720, colorScheme: "dark", media: "print" },
];

export const named = ({ width, colorScheme, media }) => `${width} px, ${colorScheme}${media ? `, ${media}` : ""}`;

/** Looks at the charts of `paths` in a context of its own; tells how many charts and texts there were, and what is wrong. */
export async function read(browser, site, paths, { width, colorScheme, media }) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, reducedMotion: "reduce" });
  const all = { charts: 0, texts: 0, wrong: [] };
  try {
    const page = await context.newPage();
    if (media) await page.emulateMedia({ media, colorScheme });
    for (const path of paths) {
      await page.goto(site.url(path));
      const { charts, texts, wrong } = await look(page);
      all.charts += charts;
      all.texts += texts;
      all.wrong.push(...wrong.map((it) => `${path}${it}`));
    }
  } finally {
    await context.close();
  }
  return all;
}

/** Looks at the charts of the page that is open. */
export const look = (page) => page.evaluate(measure, { smallest: SMALLEST, contrast: CONTRAST });

// Runs in the page, so all it needs is inside of it.
function measure({ smallest, contrast }) {
  const wrong = [];
  let texts = 0;
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();

  /** Red, green, blue and alpha, each 0 to 1, however CSS writes the colour. */
  function colour(written) {
    if (!known.has(written)) {
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = written;
      brush.fillRect(0, 0, 1, 1);
      known.set(written, [...brush.getImageData(0, 0, 1, 1).data].map((it) => it / 255));
    }
    return known.get(written);
  }
  const over = ([r, g, b, a], below) => [r, g, b].map((it, at) => it * a + below[at] * (1 - a));
  function luminance(colour) {
    const [r, g, b] = colour.map((it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }
  function contrastOf(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }
  /** How much of an element is seen through all that it stands in. */
  function opacity(element) {
    let left = 1;
    for (let it = element; it; it = it.parentElement) left *= Number(getComputedStyle(it).opacity);
    return left;
  }
  /** What lies behind an element of the page. */
  function paper(element) {
    if (!element) return [1, 1, 1];
    const own = colour(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own.slice(0, 3) : over(own, paper(element.parentElement));
  }
  /** Fills that a shape may be seen with: one, or those of the pattern it is filled with. */
  function fills(shape) {
    const style = getComputedStyle(shape);
    const pattern = /^url\(["']?#([^"')]+)/.exec(style.fill);
    const alpha = Number(style.fillOpacity) * opacity(shape);
    const seen = ([r, g, b, a]) => [r, g, b, a * alpha];
    if (!pattern) return style.fill === "none" ? [] : [seen(colour(style.fill))];
    const strokes = [...document.getElementById(pattern[1]).querySelectorAll("*")].flatMap((it) => {
      const { fill, stroke } = getComputedStyle(it);
      return [fill, stroke].filter((paint) => paint !== "none").map((paint) => seen(colour(paint)));
    });
    // Between the strokes of a pattern there may be nothing.
    return [[0, 0, 0, 0], ...strokes];
  }

  /** The letters of a text: a box as the browser gives it is a line high, they fill about an em of it. */
  function letters(text) {
    const matrix = text.getScreenCTM();
    const size = parseFloat(getComputedStyle(text).fontSize) * Math.hypot(matrix.a, matrix.b);
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const middle = (top + bottom) / 2;
    return { text, says: text.textContent.trim(), size, left, right, top: middle - 0.45 * size, bottom: middle + 0.45 * size };
  }

  function touching(boxes, tell) {
    boxes.forEach((a, at) => {
      for (const b of boxes.slice(at + 1)) {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 1 && down > 1) tell(`"${a.says}" and "${b.says}" overlap by ${across.toFixed(1)} × ${down.toFixed(1)} px`);
      }
    });
  }

  /** The colours that may lie behind a text at a point, and whether a shape that comes later hides it. */
  function behind(box, shapes, [x, y], ground) {
    let below = [ground];
    let hidden = false;
    for (const { shape, bounds, paints, hasFill } of shapes) {
      if (!hasFill || x < bounds.left || x > bounds.right || y < bounds.top || y > bounds.bottom) continue;
      const point = new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse());
      if (!shape.isPointInFill(point)) continue;
      const isBefore = shape.compareDocumentPosition(box.text) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (isBefore) below = below.flatMap((it) => paints.map((paint) => over(paint, it)));
      else hidden ||= paints.some((paint) => paint[3] > 0.2);
    }
    return { below, hidden };
  }

  function readable(box, shapes, ground, tell) {
    const style = getComputedStyle(box.text);
    const ink = colour(style.fill);
    const alpha = ink[3] * Number(style.fillOpacity) * opacity(box.text);
    const hasHalo = style.paintOrder.startsWith("stroke") && style.stroke !== "none" && parseFloat(style.strokeWidth) >= 2;
    let least = Infinity;
    let hidden = false;
    for (const across of [0.02, 0.25, 0.5, 0.75, 0.98]) {
      for (const down of [0.15, 0.5, 0.85]) {
        const at = [box.left + across * (box.right - box.left), box.top + down * (box.bottom - box.top)];
        const found = behind(box, shapes, at, ground);
        hidden ||= found.hidden;
        const below = hasHalo ? [over(colour(style.stroke), ground)] : found.below;
        for (const it of below) least = Math.min(least, contrastOf(over([...ink.slice(0, 3), alpha], it), it));
      }
    }
    if (hidden) tell(`"${box.says}" lies under a shape`);
    if (least < contrast) tell(`"${box.says}" has a contrast of ${least.toFixed(2)}`);
  }

  /** A number goes on in the next line: 1672/0724. Values of two bars, one below the other, are whole as the table has them. */
  function cutting(boxes, svg, tell) {
    const cells = new Set([...(svg.closest("figure")?.querySelectorAll("td") ?? [])].map((it) => it.textContent.trim()));
    boxes.slice(1).forEach((below, at) => {
      const above = boxes[at];
      const [x, y] = ["x", "y"].map((it) => Number(below.text.getAttribute(it)) - Number(above.text.getAttribute(it)));
      const leading = y / parseFloat(getComputedStyle(below.text).fontSize);
      const isSame = below.text.getAttribute("class") === above.text.getAttribute("class");
      // Of small multiples each has its year behind it.
      const isWhole = ({ says }) => cells.has(says.split(" · ")[0]);
      const areWhole = isWhole(above) && isWhole(below);
      const follows = isSame && !areWhole && x === 0 && leading > 1 && leading < 1.35 && below.text.previousElementSibling === above.text;
      if (follows && /\d[.,]?$/.test(above.says) && /^[.,]?\d/.test(below.says)) tell(`"${above.says}" goes on in "${below.says}"`);
    });
  }

  /** A text on the mark of a value hides it. */
  function hiding(boxes, svg, tell) {
    for (const mark of svg.querySelectorAll("circle")) {
      const bounds = mark.getBoundingClientRect();
      const [x, y] = [(bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2];
      for (const box of boxes) {
        if (box.left < x && x < box.right && box.top < y && y < box.bottom) tell(`"${box.says}" lies on a mark`);
      }
    }
  }

  function ofPicture(svg, tell) {
    const picture = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll("text")].filter((it) => it.textContent.trim() && it.checkVisibility()).map(letters);
    texts += boxes.length;
    const ground = paper(svg.parentElement);
    const shapes = [...svg.querySelectorAll("path, rect, circle, polygon, ellipse")]
      .filter((shape) => !shape.closest("defs, pattern, clipPath"))
      .map((shape) => ({ shape, bounds: shape.getBoundingClientRect(), paints: fills(shape) }))
      .map((it) => ({ ...it, hasFill: it.paints.some((paint) => paint[3] > 0) }));
    for (const box of boxes) {
      if (box.size < smallest - 0.05) tell(`"${box.says}" is ${box.size.toFixed(1)} px high`);
      const outside = Math.max(picture.left - box.left, box.right - picture.right, picture.top - box.top, box.bottom - picture.bottom);
      // Some letters reach over their own width: a bold A at the edge.
      if (outside > 1.2) tell(`"${box.says}" leaves the picture by ${outside.toFixed(1)} px`);
      if (box.left < -0.5 || box.right > document.documentElement.clientWidth + 0.5) tell(`"${box.says}" leaves the page`);
      readable(box, shapes, ground, tell);
    }
    touching(boxes, tell);
    hiding(boxes, svg, tell);
    cutting(boxes, svg, tell);
  }

  /** What stands around a picture: title, legend, note, the box of a value. */
  function ofWords(figure, tell) {
    const words = document.createTreeWalker(figure, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (words.nextNode()) {
      const { currentNode: node } = words;
      const element = node.parentElement;
      if (!node.data.trim() || element.closest("svg, table, style, script") || !element.checkVisibility()) continue;
      range.selectNodeContents(node);
      const says = node.data.trim();
      const style = getComputedStyle(element);
      const box = range.getBoundingClientRect();
      const ground = paper(element);
      const ink = colour(style.color);
      const found = contrastOf(over([...ink.slice(0, 3), ink[3] * opacity(element)], ground), ground);
      if (found < contrast) tell(`"${says}" has a contrast of ${found.toFixed(2)}`);
      if (parseFloat(style.fontSize) < smallest - 0.05) tell(`"${says}" is ${style.fontSize} high`);
      if (box.left < -0.5 || box.right > document.documentElement.clientWidth + 0.5) tell(`"${says}" leaves the page`);
    }
  }

  const seen = [...document.querySelectorAll("svg.chart")].filter((svg) => svg.checkVisibility());
  for (const svg of seen) {
    const place = svg.closest("[id]")?.id ?? "";
    ofPicture(svg, (what) => wrong.push(`#${place}: ${what}`));
  }
  for (const figure of document.querySelectorAll("figure.chart")) {
    // Where a script shows values in a card, this opens it.
    figure.querySelector(".drawing[tabindex]")?.dispatchEvent(new KeyboardEvent("keydown", { key: "End" }));
    ofWords(figure, (what) => wrong.push(`#${figure.id}: ${what}`));
  }
  return { charts: seen.length, texts, wrong };
}
