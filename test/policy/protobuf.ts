// As much of the encoding of Protocol Buffers as a provider of Terraform needs.

const NUMBER = 0;
const BYTES = 2;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

const tag = (field: number, kind: number): Buffer => varint(field * 8 + kind);

/** A field that is a number, or a boolean as 0 or 1. */
export const number = (field: number, value: number): Buffer =>
  Buffer.concat([tag(field, NUMBER), varint(value)]);

/** A field that is a message, out of its fields. */
export function message(field: number, ...fields: readonly Buffer[]): Buffer {
  const body = Buffer.concat(fields);
  return Buffer.concat([tag(field, BYTES), varint(body.length), body]);
}

export const text = (field: number, value: string): Buffer => message(field, Buffer.from(value));

/** The first field of that number in a message of texts and messages; undefined where there is none. */
export function bytesIn(body: Buffer, field: number): Buffer | undefined {
  for (let at = 0; at < body.length;) {
    const head = readVarint(body, at);
    const length = readVarint(body, head.end);
    if (head.value === field * 8 + BYTES) return body.subarray(length.end, length.end + length.value);
    at = length.end + length.value;
  }
  return undefined;
}

function readVarint(body: Buffer, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = start; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    value += (byte % 128) * 128 ** (at - start);
    if (byte < 128) return { value, end: at + 1 };
  }
  return { value, end: body.length };
}
