// Makes a PNG small: 256 colours are enough for a page of ink on paper.
//
// 1. Read it: inflate, and undo the filter of each row.
// 2. Cut the colours into 256 boxes with about as many pixels each; the mean of a box is its colour.
// 3. Write an index for each pixel, without filters, which do not help an index.

import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;

/** The same picture with a palette. Takes what browsers make: 8 bits, red, green, blue and maybe alpha, no interlacing. */
export function withPalette(png) {
  const { width, height, pixels } = read(png);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const boxes = cut([...counts]);
  const index = new Map(boxes.flatMap((box, at) => box.map(([colour]) => [colour, at])));
  const rows = Buffer.alloc((width + 1) * height);
  pixels.forEach((pixel, at) => {
    rows[at + Math.floor(at / width) + 1] = index.get(pixel);
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits, with a palette.
  head.set([8, 3, 0, 0, 0], 8);
  const data = deflateSync(rows, { level: 9, memLevel: 9 });
  const chunks = [chunk("IHDR", head), chunk("PLTE", Buffer.from(boxes.flatMap(mean))), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([SIGNATURE, ...chunks]);
}

/** Pixels as numbers: red, green and blue, eight bits each. */
function read(png) {
  const parts = [];
  let head;
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const name = png.toString("latin1", at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (name === "IHDR") head = data;
    if (name === "IDAT") parts.push(data);
    at += length + 12;
  }
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const channels = { 2: 3, 6: 4 }[head[9]];
  if (head[8] !== 8 || !channels || head[12] !== 0) throw new Error("a PNG of another kind");
  const bytes = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const pixels = new Uint32Array(width * height);
  let above = Buffer.alloc(stride);
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1);
    const row = bytes.subarray(start + 1, start + 1 + stride);
    unfilter(bytes[start], row, above, channels);
    for (let x = 0; x < width; x += 1) {
      const at = x * channels;
      pixels[y * width + x] = (row[at] << 16) | (row[at + 1] << 8) | row[at + 2];
    }
    above = row;
  }
  return { width, height, pixels };
}

function unfilter(filter, row, above, channels) {
  for (let at = 0; at < row.length; at += 1) {
    const left = at < channels ? 0 : row[at - channels];
    const corner = at < channels ? 0 : above[at - channels];
    const guess = [0, left, above[at], (left + above[at]) >> 1, nearest(left, above[at], corner)][filter];
    row[at] = (row[at] + guess) & 0xff;
  }
}

/** Paeth's guess: the neighbour nearest to left + above - corner. */
function nearest(left, above, corner) {
  const [toLeft, toAbove, toCorner] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

const part = (colour, channel) => (colour >> (16 - 8 * channel)) & 0xff;

/** Median cut. What stands in many pixels (paper, ink, the colours of charts) gets a box of its own. */
function cut(colours) {
  const box = (members) => {
    const spans = [0, 1, 2].map((channel) => {
      let [least, most] = [255, 0];
      for (const [colour] of members) {
        least = Math.min(least, part(colour, channel));
        most = Math.max(most, part(colour, channel));
      }
      return most - least;
    });
    const span = Math.max(...spans);
    const pixels = members.reduce((sum, [, count]) => sum + count, 0);
    return { members, channel: spans.indexOf(span), weight: span * Math.sqrt(pixels) };
  };
  const boxes = [box(colours)];
  while (boxes.length < COLOURS) {
    const at = boxes.reduce((best, it, here) => (it.weight > boxes[best].weight ? here : best), 0);
    const { members, channel, weight } = boxes[at];
    if (weight === 0) break;
    members.sort(([one], [other]) => part(one, channel) - part(other, channel));
    const half = members.reduce((sum, [, count]) => sum + count, 0) / 2;
    let [end, sum] = [0, 0];
    while (sum < half) sum += members[end++][1];
    end = Math.min(Math.max(end, 1), members.length - 1);
    boxes.splice(at, 1, box(members.slice(0, end)), box(members.slice(end)));
  }
  return boxes.map(({ members }) => members);
}

function mean(members) {
  const pixels = members.reduce((sum, [, count]) => sum + count, 0);
  return [0, 1, 2].map((channel) => Math.round(members.reduce((sum, [colour, count]) => sum + part(colour, channel) * count, 0) / pixels));
}

function chunk(name, data) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
