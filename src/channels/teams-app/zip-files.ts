import { crc32, deflateRawSync } from 'node:zlib';

/** 1980-01-01, the first day that a zip can name: the same files always give the same bytes. */
const DAY = 0x21;
const VERSION = 20;
const DEFLATED = 8;

/** Files by name as a zip archive, in the order given. */
export function zipFiles(files: Readonly<Record<string, Buffer>>): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, body] of Object.entries(files)) {
    const packed = deflateRawSync(body, { level: 9 });
    const about = described(name, body, packed);
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), about, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('504b0102', 'hex'), numbers([VERSION]), about, place, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** What both the entry and the directory say of a file: 26 bytes. */
function described(name: string, body: Buffer, packed: Buffer): Buffer {
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(crc32(body), 0);
  sizes.writeUInt32LE(packed.length, 4);
  sizes.writeUInt32LE(body.length, 8);
  return Buffer.concat([numbers([VERSION, 0, DEFLATED, 0, DAY]), sizes, numbers([Buffer.byteLength(name), 0])]);
}

const numbers = (values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, index * 2);
  return bytes;
};
