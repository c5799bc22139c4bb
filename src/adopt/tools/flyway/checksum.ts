// The checksum that Flyway keeps of a file.

import { crc32 } from "node:zlib";

/**
 * CRC32 of the lines without what ends them, as a signed number, which is what Flyway has counted since its version 6:
 * line ends and the last one do not matter. `select 1;` comes to -690524359.
 */
export const checksumOf = (text: string): string => `${crc32(text.split(/\r\n|\r|\n/).join("")) | 0}`;

/** Each number under which a Flyway takes the file as unchanged: older ones counted each line end as a line feed. */
export const checksumsOf = (text: string): readonly string[] => {
  const plain = text.replaceAll(/\r\n|\r/g, "\n");
  return [checksumOf(text), `${crc32(plain) | 0}`, `${crc32(`${plain}\n`) | 0}`];
};
