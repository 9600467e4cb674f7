// Reads a .zip as it is defined, apart from any library that could share a fault with the one that has packed it.

import { crc32, inflateRawSync } from 'node:zlib';

export interface Entry {
  name: string;
  text: string;
  // Seconds since 1970, in UTC.
  modified: number;
}

const END = 0x06054b50;
const HEADER = 0x02014b50;
// Bit 11: the name is UTF-8. Without it, only ASCII is.
const UTF8 = 0x800;
const TIMESTAMP = 0x5455;

export function unzip(bytes: Buffer): Entry[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || bytes.readUInt32LE(end) !== END) throw new Error('not a .zip');
  let at = bytes.readUInt32LE(end + 16);
  return Array.from({ length: bytes.readUInt16LE(end + 10) }, () => {
    if (bytes.readUInt32LE(at) !== HEADER) throw new Error(`no entry at ${at}`);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field)) as [number, number, number];
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString();
    if (Buffer.byteLength(name) !== name.length && !(bytes.readUInt16LE(at + 8) & UTF8)) throw new Error(`${name} is not told to be UTF-8`);
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const local = bytes.readUInt32LE(at + 42);
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = inflateRawSync(bytes.subarray(data, data + bytes.readUInt32LE(at + 20)));
    if (crc32(content) !== bytes.readUInt32LE(at + 16)) throw new Error(`${name} has another checksum`);
    at += 46 + nameLength + extraLength + commentLength;
    return { name, text: content.toString(), modified: modified(extra) };
  });
}

function modified(extra: Buffer): number {
  for (let at = 0; at < extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === TIMESTAMP) return extra.readInt32LE(at + 5);
  }
  throw new Error('no time');
}
