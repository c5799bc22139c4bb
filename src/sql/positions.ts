// Positions in a text: UTF-16 units, UTF-8 bytes, code points, lines and columns, and the ways between them.

import type { Span } from "../core/statement.ts";
import type { Place } from "../core/text-place.ts";

/** Fast look-ups in one text, whose cost does not grow with the text. */
export interface Positions {
  /** The UTF-8 byte offset of a UTF-16 index. */
  byteOf(unit: number): number;
  /** The UTF-16 index of a byte offset; one inside a character is the index of that character. */
  unitOf(byte: number): number;
  placeOf(unit: number): Place;
  spanOf(start: number, end: number): Span;
}

const STRIDE_UNITS = 256;

/** Reads a text once. An unpaired surrogate counts as the three bytes that UTF-8 encoders put in its place. */
export function positionsOf(text: string): Positions {
  const plain = Buffer.byteLength(text) === text.length;
  const stops = plain ? [0] : byteStops(text);
  const lines = lineStarts(text);
  const byteOf = (unit: number): number => {
    if (plain) return unit;
    const stop = Math.floor(unit / STRIDE_UNITS);
    return (stops[stop] ?? 0) + bytesBetween(text, stop * STRIDE_UNITS, unit);
  };
  const unitOf = (byte: number): number => {
    if (plain) return byte;
    const stop = lastAtMost(stops, byte);
    return walkToByte(text, { unit: stop * STRIDE_UNITS, byte: stops[stop] ?? 0 }, byte);
  };
  const placeOf = (unit: number): Place => {
    const line = lastAtMost(lines, unit);
    return { line: line + 1, column: unit - (lines[line] ?? 0) + 1 };
  };
  const spanOf = (start: number, end: number): Span => {
    return { start, end, startByte: byteOf(start), endByte: byteOf(end) };
  };
  return { byteOf, unitOf, placeOf, spanOf };
}

/** The UTF-16 index of the character with a number, counted from 0 in code points; past the end: the end. */
export function unitOfCodePoint(text: string, codePoint: number): number {
  let unit = 0;
  for (let left = codePoint; left > 0 && unit < text.length; left -= 1) unit += unitsAt(text, unit);
  return unit;
}

const unitsAt = (text: string, unit: number): number => ((text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1);

/** Byte offsets of every STRIDE_UNITS-th unit. A pair that a stop cuts counts two bytes on either side. */
function byteStops(text: string): number[] {
  const stops = [0];
  for (let unit = 0, byte = 0; unit < text.length; unit += STRIDE_UNITS) {
    byte += bytesBetween(text, unit, Math.min(unit + STRIDE_UNITS, text.length));
    stops.push(byte);
  }
  return stops;
}

function bytesBetween(text: string, from: number, to: number): number {
  let bytes = 0;
  for (let unit = from; unit < to; unit += 1) bytes += bytesOfUnit(text, unit);
  return bytes;
}

/** Halves of a pair count two bytes each, so that any index has a well-defined offset. */
function bytesOfUnit(text: string, unit: number): number {
  const code = text.charCodeAt(unit);
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  if (code < 0xd800 || code > 0xdfff) return 3;
  const high = code < 0xdc00;
  const other = text.charCodeAt(high ? unit + 1 : unit - 1);
  const paired = high ? other >= 0xdc00 && other <= 0xdfff : other >= 0xd800 && other < 0xdc00;
  return paired ? 2 : 3;
}

function walkToByte(text: string, from: { unit: number; byte: number }, byte: number): number {
  let { unit, byte: at } = from;
  while (unit < text.length) {
    const next = at + bytesOfUnit(text, unit);
    if (next > byte) break;
    at = next;
    unit += 1;
  }
  return unit;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The index of the last number that is not above the limit, in an ascending list that starts with 0. */
function lastAtMost(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
