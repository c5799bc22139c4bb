// From the bytes of a file to its text, strictly: what is not UTF-8 is a problem with its place.

import type { Problem } from "../core/problem.ts";

const FILE_BYTES_MAX = 64 * 1024 * 1024;

export type Content =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "refused"; readonly problem: Problem };

const SAVE_AS_UTF8 = "Save the file as UTF-8, for example with `iconv -f WINDOWS-1252 -t UTF-8`.";
const UTF16 = "Save the file as UTF-8, for example with `iconv -f UTF-16 -t UTF-8`.";

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * The text without BOM, line ends as they are; `file` is the path that a problem shows. What is read may be text
 * already where its bytes were UTF-8.
 */
export function contentOf(read: Uint8Array | string, file: string): Content {
  if (bytesOf(read) > FILE_BYTES_MAX) return { kind: "refused", problem: tooLarge(file) };
  if (typeof read === "string") return withoutNul(read.startsWith("\uFEFF") ? read.slice(1) : read, file);
  if (startsWith(read, 0xff, 0xfe) || startsWith(read, 0xfe, 0xff)) return utf16(file);
  const text = decoded(read);
  return text === undefined ? notUtf8(read, file) : withoutNul(text, file);
}

/** A character is three bytes at most for each of its units. */
function bytesOf(read: Uint8Array | string): number {
  if (typeof read !== "string") return read.byteLength;
  return read.length * 3 > FILE_BYTES_MAX ? Buffer.byteLength(read) : read.length;
}

function withoutNul(text: string, file: string): Content {
  const nul = text.indexOf("\0");
  return nul === -1 ? { kind: "text", text } : hasNul(text.slice(0, nul), file);
}

/** The problem of a file above the limit of 64 MiB. */
export const tooLarge = (file: string): Problem => ({
  code: "too-large",
  severity: "error",
  message: `${file} is larger than ${FILE_BYTES_MAX / 1024 / 1024} MiB.`,
  remedy: "Split it into several migrations, or load bulk data outside of migrations.",
  file,
});

const startsWith = (bytes: Uint8Array, first: number, second: number): boolean =>
  bytes[0] === first && bytes[1] === second;

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function utf16(file: string): Content {
  const message = `${file} is UTF-16 (its first two bytes say so); migrations are UTF-8.`;
  return refusal({ code: "not-utf8", message, remedy: UTF16, file, line: 1 });
}

function notUtf8(bytes: Uint8Array, file: string): Content {
  const { offset, line } = firstBadByte(bytes);
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, "0");
  const message = `${file} is not UTF-8: byte 0x${byte} in line ${line} (byte ${offset + 1} of the file).`;
  return refusal({ code: "not-utf8", message, remedy: SAVE_AS_UTF8, file, line });
}

function hasNul(before: string, file: string): Content {
  const line = before.split("\n").length;
  const message = `${file} holds a NUL character in line ${line}, which PostgreSQL cannot take.`;
  const remedy = `Remove it. Many of them are a sign of UTF-16. ${UTF16}`;
  return refusal({ code: "has-nul", message, remedy, file, line });
}

const refusal = (problem: Omit<Problem, "severity">): Content => ({
  kind: "refused",
  problem: { ...problem, severity: "error" },
});

/** The first byte that begins no character. A line feed is never part of one, so lines can be tried alone. */
function firstBadByte(bytes: Uint8Array): { readonly offset: number; readonly line: number } {
  let start = 0;
  for (let line = 1; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed + 1;
    if (decoded(bytes.subarray(start, end)) === undefined) {
      return { offset: start + badByteIn(bytes.subarray(start, end)), line };
    }
    start = end;
  }
  return { offset: 0, line: 1 };
}

function badByteIn(line: Uint8Array): number {
  let at = 0;
  while (at < line.length) {
    const size = sizeOfCharacter(line[at] ?? 0);
    if (decoded(line.subarray(at, at + size)) === undefined) return at;
    at += size;
  }
  return at;
}

/** How many bytes a character has that begins with this byte; 1 also for bytes that begin none. */
function sizeOfCharacter(first: number): number {
  if (first >= 0xf0) return 4;
  if (first >= 0xe0) return 3;
  return first >= 0xc0 ? 2 : 1;
}
