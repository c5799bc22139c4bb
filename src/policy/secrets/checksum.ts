// The checksum in tokens of GitHub and npm: the last six characters are the CRC-32 of the thirty before, in base 62.

import { crc32 } from "node:zlib";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const CHECKSUM_DIGITS = 6;

/** True for a token that was made, and false for one that somebody thought up. */
export function hasChecksum(token: string): boolean {
  const body = token.slice(token.indexOf("_") + 1);
  return inBase62(crc32(body.slice(0, -CHECKSUM_DIGITS))) === body.slice(-CHECKSUM_DIGITS);
}

function inBase62(number: number): string {
  let digits = "";
  for (let rest = number; rest > 0; rest = Math.floor(rest / DIGITS.length)) {
    digits = DIGITS.charAt(rest % DIGITS.length) + digits;
  }
  return digits.padStart(CHECKSUM_DIGITS, "0");
}
