// A site of random charts: regions, indicators and figures of its own, and pages that ask for charts of them.
//
// 1. Chance from a seed: the same seed makes the same site.
// 2. Each chart has an indicator of its own, or several that make up one, so its figures are its own too.
// 3. A shape is what figures lie in (years, terms, regions, parts, several periods); a kind of chart names its shapes in `KINDS`.
// 4. Numbers are written in the ways the grammar of values reads them.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Kinds that the program draws. What stands in `KINDS` and not here is left out. */
const DRAWN = ["line", "bar", "grouped", "stacked", "dot", "slope", "share", "multiples"];

/** What a chart of a kind is asked for by, and the figures it needs. Without a kind the data decides. */
const KINDS = {
  "": { shapes: { years: {}, regions: {}, parts: {} } },
  line: { shapes: { years: { by: "year" }, part: {} } },
  bar: { shapes: { regions: { by: "region" }, parts: { by: "part" }, yearsOfOne: { by: "year" }, terms: {} } },
  grouped: { shapes: { pairs: {}, periods: {}, partsOfYears: { by: "part" } } },
  stacked: { shapes: { wholes: { by: "part" }, partsOfYears: { by: "year" }, counts: {}, rates: {} } },
  dot: { shapes: { pairs: {} } },
  slope: { shapes: { few: {} } },
  share: { shapes: { rate: {} } },
  multiples: { shapes: { years: {} } },
};

const CHARTS_OF_A_PAGE = 20;
const LAST_YEAR = 2025;
const MOST = 440_000_000;
const LEAST = 0.01;
const LONGEST_NAME = 14;

const LETTERS = [..."湘潭沅澧资江河湖海山川岭平安宁和顺康乐兴盛嘉禾桂阳衡东西南北中金银铜铁木水火土松柏梅兰竹菊云龙凤麟鹤鹿城郭桥津渡塘坪坝沙石磊森淼鑫犇"];
const LATIN = ["Aksu", "Ili-Tekes", "CBD", "Q’oltoq", "No. 7", "Ürümqi", "Wien & Umgebung"];
const ENDINGS = ["市", "县", "区", "自治州", "自治县", "经济技术开发区", "土家族苗族自治州"];
const UNITS = ["件", "名", "个", "条", "项", "次", "人次", "件次", "元", "个工作日", "平方公里", "个方面", ""];
const WORDS = ["代表", "建议", "办理", "联络站", "提出", "审议", "满意", "答复", "承办单位", "群众意见", "监督", "议案", "“回头看”", "（含转办）"];

/** Numbers in a row that look like chance (mulberry32). */
export class Chance {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** From 0, below 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let it = this.#state;
    it = Math.imul(it ^ (it >>> 15), it | 1);
    it ^= it + Math.imul(it ^ (it >>> 7), it | 61);
    return ((it ^ (it >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number, both ends included. */
  between(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  one(list) {
    return list[this.between(0, list.length - 1)];
  }

  is(likely) {
    return this.next() < likely;
  }

  /** `count` different ones of a list, in its order. */
  some(list, count) {
    const left = new Set(list.keys());
    while (left.size > count) left.delete(this.one([...left]));
    return [...left].map((at) => list[at]);
  }
}

/** The seed of this run: `YAOMU_SEED`, or a fresh one. */
export function seed() {
  const set = process.env.YAOMU_SEED;
  if (set !== undefined && !/^\d+$/.test(set)) throw new Error(`YAOMU_SEED must be a whole number, not ${set}`);
  return set === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(set) >>> 0;
}

/** Writes a site with `count` charts into `root`. */
export function write(root, seed, count) {
  const chance = new Chance(seed);
  const regions = makeRegions(chance, 60);
  const charts = Array.from({ length: count }, (_, number) => makeChart(chance, regions, number));
  const file = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const table = (path, head, rows) => file(path, [head, ...rows].map((row) => `${row.map(quoted).join(",")}\n`).join(""));
  file("site.toml", 'title = "随机图表"\nregion = "430000"\n[checks]\nconflict = "note"\n');
  table("content/_data/regions.csv", ["code", "name", "level", "parent"], regions.map(({ code, name }) => [code, name, "县", "430000"]));
  file("content/_data/indicators.yaml", charts.flatMap(({ indicators }) => indicators).map((it) => `- ${flow(it)}\n`).join(""));
  const columns = ["indicator", "value", "region", "level", "period", "category", "source_name", "source_date"];
  charts.forEach(({ figures }, number) => {
    const rows = figures.map((figure) => columns.map((column) => figure[column] ?? ""));
    table(`content/_data/random-${String(number).padStart(4, "0")}.csv`, columns, rows);
  });
  for (let page = 0; page * CHARTS_OF_A_PAGE < charts.length; page += 1) {
    const own = charts.slice(page * CHARTS_OF_A_PAGE, (page + 1) * CHARTS_OF_A_PAGE);
    const blocks = own.map(({ block }) => `\`\`\`chart\n${block}\`\`\`\n`);
    file(`content/news/charts-${page}.md`, `---\ntitle: 第${page}页图表\ndate: 2026-01-01\n---\n${blocks.join("\n")}`);
  }
}

function quoted(cell) {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A map of YAML on one line: JSON is YAML. */
function flow(map) {
  return JSON.stringify(map);
}

function makeRegions(chance, count) {
  const names = new Set();
  while (names.size < count) {
    const made = name(chance);
    if ((made.match(/\p{Script=Han}/gu) ?? []).length <= LONGEST_NAME) names.add(made);
  }
  return [...names].map((name, at) => ({ code: String(438000 + at), name }));
}

/** Up to fourteen Han letters; in some a bracket, a list or Latin. */
function name(chance) {
  const ending = chance.one(ENDINGS);
  const letters = (least, most) => Array.from({ length: chance.between(least, most) }, () => chance.one(LETTERS)).join("");
  const stem = letters(2, Math.max(2, chance.is(0.3) ? LONGEST_NAME - ending.length : 3));
  switch (chance.between(0, 9)) {
    case 0:
      return `${stem}（${letters(2, 4)}）${ending}`;
    case 1:
      return `${letters(2, 3)}、${letters(2, 4)}${ending}`;
    case 2:
      return `${chance.one(LATIN)}${letters(1, 4)}${ending}`;
    case 3:
      return `${letters(2, 3)} ${chance.one(LATIN)}`;
    default:
      return `${stem}${ending}`;
  }
}

function makeChart(chance, all, number) {
  const kind = chance.one(["", ...DRAWN]);
  const [shape, keys] = chance.one(Object.entries(KINDS[kind].shapes));
  const isRate = ["rate", "rates"].includes(shape) || (!WHOLES.includes(shape) && chance.is(0.3));
  const unit = isRate ? "%" : chance.one(UNITS);
  const words = Array.from({ length: chance.between(1, 4) }, () => chance.one(WORDS)).join("");
  const make = (id, name, isRate, ties = {}) => ({
    id: `random.${id}`,
    function: "监督",
    name_zh: `${name}${isRate ? "率" : "数"}${number}`,
    unit: isRate ? "%" : unit === "%" || !unit ? "件" : unit,
    kind: isRate ? "rate" : unit === "人次" ? "person-times" : unit === "元" ? "money" : unit === "名" ? "persons" : "count",
    ...ties,
  });
  const { cells, keys: own, regions, names } = SHAPES[shape](chance, all);
  // The parts of a whole by the catalogue: counts, and their shares of it.
  const parts = (names ?? []).map((name, at) => make(`n${number}p${at}`, name, false));
  const rates = isRate && names ? names.map((name, at) => make(`n${number}r${at}`, name, true, { formula: `n${number}p${at}/n${number}` })) : [];
  // No part is called as its whole is.
  const whole = make(`n${number}`, names ? `全部${words}` : words, isRate && !names, names ? { parts: parts.map((_, at) => `n${number}p${at}`).join("+") } : {});
  const shown = !names ? [whole] : isRate ? rates : parts;
  const numbers = names && isRate ? sharesOf(chance, names.length) : magnitudes(chance, isRate);
  const figures = [];
  for (const { part, ...cell } of cells) {
    const figure = { indicator: shown[part ?? 0].id, level: "县", source_name: "某报", source_date: "2026-01-01", ...cell };
    figures.push({ ...figure, value: written(chance, numbers(), unit) });
    if (!WHOLES.includes(shape) && chance.is(0.04)) figures.push({ ...figure, value: written(chance, numbers(), unit), source_name: "另一报" });
  }
  const called = (it) => (chance.is(0.5) ? it.id : it.name_zh);
  const block = { ...(names ? { indicators: shown.map(called) } : { indicator: called(whole) }), ...keys, ...own };
  if (regions) block[regions.length === 1 ? "region" : "regions"] = regions.length === 1 ? regions[0].code : regions.map((it) => chance.is(0.5) ? it.code : it.name);
  if (kind) block.kind = kind;
  if (chance.is(0.3)) block.title = Array.from({ length: chance.between(1, 12) }, () => chance.one(WORDS)).join("");
  const lines = Object.entries(block).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  return { indicators: [whole, ...parts, ...rates], figures, block: lines.join("") };
}

/** Shapes whose numbers are added up. */
const WHOLES = ["parts", "wholes", "partsOfYears", "counts", "rates"];

/** What figures lie in: cells without values, and the keys of a block that asks for them. */
const SHAPES = {
  /** 1 to 7 regions over 2 to 30 years, some of them missing; now and then all of them as of a day. */
  years(chance, all) {
    const regions = chance.some(all, chance.between(1, 7));
    const count = chance.is(0.5) ? chance.between(2, 8) : chance.between(2, 30);
    const years = Array.from({ length: count }, (_, at) => LAST_YEAR - count + 1 + at);
    const day = chance.is(0.2) ? `-${chance.one(["03-31", "06-30", "12-31"])}` : "";
    const gaps = chance.is(0.4) ? 0.25 : 0;
    const cells = regions.flatMap(({ code }) =>
      years
        .filter((_, at) => at < 2 || !chance.is(gaps))
        .map((year) => ({ region: code, period: day ? `截至${year}${day}` : String(year) })),
    );
    return { cells, keys: {}, regions: chance.is(0.7) ? regions : undefined };
  },
  /** One year of 2 to 30 regions. */
  regions(chance, all) {
    const regions = chance.some(all, chance.between(2, 30));
    const period = chance.one([String(LAST_YEAR), `截至${LAST_YEAR}-06-30`, "2021..2025"]);
    return { cells: regions.map(({ code }) => ({ region: code, period })), keys: {} };
  },
  /** 3 to 9 parts of one whole. */
  parts(chance, all) {
    const region = chance.one(all);
    return { cells: parts(chance, 9).map((category) => ({ region: region.code, period: String(LAST_YEAR), category })), keys: {}, regions: [region] };
  },
  /** The same parts in 2 to 8 regions. */
  wholes(chance, all) {
    const regions = chance.some(all, chance.between(2, 8));
    const names = parts(chance, 7);
    const cells = regions.flatMap(({ code }) => names.map((category) => ({ region: code, period: String(LAST_YEAR), category })));
    return { cells, keys: {}, regions };
  },
  /** The same parts in 2 to 6 years of one region. */
  partsOfYears(chance, all) {
    const region = chance.one(all);
    const names = parts(chance, 7);
    const years = lastYears(chance.between(2, 6));
    const cells = years.flatMap((period) => names.map((category) => ({ region: region.code, period, category })));
    return { cells, keys: {}, regions: [region] };
  },
  /** 2 to 7 indicators that are parts of one, of several regions or of several years. */
  counts(chance, all) {
    const ofYears = chance.is(0.4);
    const regions = chance.some(all, ofYears ? 1 : chance.between(2, 8));
    const names = parts(chance, 7);
    const years = lastYears(ofYears ? chance.between(2, 6) : 1);
    const cells = regions.flatMap(({ code }) => years.flatMap((period) => names.map((_, part) => ({ region: code, period, part }))));
    return { cells, keys: { by: ofYears ? "year" : "region" }, regions, names };
  },
  /** Likewise, as shares of the whole. */
  rates(chance, all) {
    return SHAPES.counts(chance, all);
  },
  /** One of several parts over the years. */
  part(chance, all) {
    const names = parts(chance, 5);
    const { cells, regions } = SHAPES.years(chance, all);
    return {
      cells: cells.flatMap((cell) => names.slice(0, 2).map((category) => ({ ...cell, category }))),
      keys: { category: names[0] },
      regions,
    };
  },
  /** 2 to 9 years of one region. */
  yearsOfOne(chance, all) {
    const region = chance.one(all);
    return { cells: lastYears(chance.between(2, 9)).map((period) => ({ region: region.code, period })), keys: {}, regions: [region] };
  },
  /** 2 to 5 terms of one region. */
  terms(chance, all) {
    const region = chance.one(all);
    const ends = Array.from({ length: chance.between(2, 5) }, (_, at) => LAST_YEAR - 5 * at);
    return { cells: ends.map((end) => ({ region: region.code, period: `${end - 4}..${end}` })), keys: {}, regions: [region] };
  },
  /** 3 to 6 years of 2 to 8 regions, some of them left out by the block. */
  periods(chance, all) {
    const regions = chance.some(all, chance.between(2, 8));
    const years = lastYears(chance.between(3, 6));
    const cells = regions.flatMap(({ code }) => years.map((period) => ({ region: code, period })));
    return { cells, keys: { periods: years.slice(chance.between(0, 1)) }, regions };
  },
  /** Two years of 2 to 7 regions. */
  few(chance, all) {
    return SHAPES.pairs(chance, chance.some(all, 7));
  },
  /** Two years of 2 to 14 regions, one of which may lack one. */
  pairs(chance, all) {
    const regions = chance.some(all, chance.between(2, Math.min(14, all.length)));
    const years = [LAST_YEAR - chance.between(1, 5), LAST_YEAR];
    const cells = regions.flatMap(({ code }) => years.map((year) => ({ region: code, period: String(year) })));
    if (cells.length > 6 && chance.is(0.3)) cells.splice(chance.between(0, cells.length - 1), 1);
    return { cells, keys: { periods: years }, regions };
  },
  /** One rate of one region. */
  rate(chance, all) {
    const region = chance.one(all);
    return { cells: [{ region: region.code, period: String(LAST_YEAR) }], keys: {}, regions: [region] };
  },
};

function parts(chance, most) {
  const names = new Set();
  const count = chance.between(3, most);
  while (names.size < count) names.add(Array.from({ length: chance.between(1, 3) }, () => chance.one(WORDS)).join(chance.is(0.2) ? "、" : ""));
  return [...names];
}

function lastYears(count) {
  return Array.from({ length: count }, (_, at) => String(LAST_YEAR - count + 1 + at));
}

/** Shares of a whole: `count` of them are never more than it, however they are rounded. */
function sharesOf(chance, count) {
  return () => Math.max(LEAST, chance.next() * Math.max(1, 90 / count - 3));
}

/** How large the numbers of a chart are: near each other, or from the least to the most. */
function magnitudes(chance, isRate) {
  if (isRate) {
    const [least, most] = chance.one([[0, 100], [90, 100], [60, 80], [0, 3]]);
    return () => Math.max(LEAST, least + chance.next() * (most - least));
  }
  const span = Math.log10(MOST / LEAST);
  if (chance.is(0.15)) return () => LEAST * 10 ** (chance.next() * span);
  const middle = LEAST * 10 ** (chance.next() * span);
  return () => Math.min(MOST, Math.max(LEAST, middle * (0.4 + chance.next() * 1.8)));
}

/** A number with its unit, in one of the ways sources write it. */
function written(chance, number, unit) {
  if (unit === "%") return rate(chance, number);
  const plain = digits(chance, number);
  switch (chance.between(0, 13)) {
    case 0:
      return `近${plain}${unit}`;
    case 1:
      return `约${plain}${unit}`;
    case 2:
      return `超过${plain}${unit}`;
    case 3:
      return `${plain}${unit}以上`;
    case 4:
      return `${plain}${unit}左右`;
    case 5:
      return /[\d万亿]$/.test(plain) && number >= 10 ? `${plain}余${unit}` : `${plain}${unit}`;
    case 6:
      return number >= 100 && number < MOST / 2 ? `${Math.floor(number)}-${Math.floor(number * 1.3)}${unit}` : `不到${plain}${unit}`;
    case 7:
      return number >= 1 && number < 10_000 ? `${inHan(Math.floor(number))}${unit}` : `${plain}${unit}`;
    default:
      return `${plain}${unit}`;
  }
}

/** The digits: as they are, with commas, or in 万 and 亿. */
function digits(chance, number) {
  if (number < 10) return String(Number(number.toFixed(2)) || LEAST);
  const whole = Math.round(number);
  if (whole >= 100_000_000 && chance.is(0.6)) return `${Number((whole / 100_000_000).toFixed(chance.between(0, 2)))}亿`;
  if (whole >= 10_000 && chance.is(0.6)) return `${Number((whole / 10_000).toFixed(chance.between(0, 2)))}万`;
  return chance.is(0.2) ? whole.toLocaleString("en-US") : String(whole);
}

function rate(chance, number) {
  const plain = String(Number(number.toFixed(chance.between(0, 2))) || LEAST);
  switch (chance.between(0, 9)) {
    case 0:
      return `近${plain}%`;
    case 1:
      return `超过${plain}%`;
    case 2:
      return `${plain}%左右`;
    case 3:
      return `百分之${inHan(Math.max(1, Math.round(number)))}`;
    case 4:
      return number < 99 ? `${Math.floor(number)}%至${Math.ceil(number + 1)}%` : `${plain}%`;
    default:
      return `${plain}%`;
  }
}

/** A whole number from 1 to 9999 in Han numerals: 二千零三. */
function inHan(number) {
  const numerals = "零一二三四五六七八九";
  let text = "";
  let zero = false;
  [[1000, "千"], [100, "百"], [10, "十"], [1, ""]].forEach(([place, word]) => {
    const digit = Math.floor(number / place) % 10;
    if (digit === 0) zero = text !== "";
    else {
      text += `${zero ? "零" : ""}${numerals[digit]}${word}`;
      zero = false;
    }
  });
  return text.replace(/^一十/, "十");
}
