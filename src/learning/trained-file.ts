import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { forgetOldest } from './forget-oldest.ts';
import type { Softmax } from './train-softmax.ts';
import { buildVocabulary, type Kinds, type Vocabulary } from './vocabulary.ts';

/** What training makes, and a cache keeps. */
export interface Trained {
  readonly vocabulary: Vocabulary;
  readonly softmax: Softmax;
  readonly calibration: readonly number[];
}

const DIGEST_LENGTH = 32;
const headSchema = z.strictObject({
  names: z.array(z.string()),
  calibration: z.array(z.number()),
  classes: z.int().min(1),
  byteOrder: z.literal(endianness()),
});

/** What was trained before under this name in `cacheDir`, else what `train` makes now, kept there; null trains without keeping. */
export function trainedOnce(cacheDir: string | null, name: string, kinds: Kinds, train: () => Trained): Trained {
  const file = cacheDir === null ? null : join(cacheDir, name);
  const cached = file === null ? null : readCache(file, kinds);
  if (cached) return cached;
  const trained = train();
  if (file !== null) writeCache(file, trained);
  return trained;
}

function readCache(file: string, kinds: Kinds): Trained | null {
  try {
    return unpackTrained(readFileSync(file), kinds);
  } catch {
    return null;
  }
}

/** A cache that cannot be written only costs time at the next start. */
function writeCache(file: string, trained: Trained): void {
  try {
    mkdirSync(join(file, '..'), { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, packTrained(trained));
    renameSync(draft, file);
    forgetOldest(file);
  } catch {
    return;
  }
}

/** What training made, as bytes: digest, length of the head, head in JSON filled up to whole words, then floats, then weights. */
export function packTrained({ vocabulary, softmax, calibration }: Trained): Buffer {
  const head = Buffer.from(
    JSON.stringify({
      names: [...vocabulary.names],
      calibration: [...calibration],
      classes: softmax.classes,
      byteOrder: endianness(),
    } satisfies z.infer<typeof headSchema>),
  );
  const filled = Buffer.concat([head, Buffer.alloc(-head.length & 3, ' ')]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(filled.length);
  const numbers = [vocabulary.rarity, softmax.scales, softmax.bias, softmax.weights].map((each) =>
    Buffer.from(each.buffer, each.byteOffset, each.byteLength),
  );
  const body = Buffer.concat([length, filled, ...numbers]);
  return Buffer.concat([createHash('sha256').update(body).digest(), body]);
}

/** Reads what `packTrained` wrote, in place; null when the bytes are not exactly that. */
export function unpackTrained(read: Buffer, kinds: Kinds): Trained | null {
  const bytes = read.byteOffset % 4 === 0 ? read : Buffer.from(new Uint8Array(read).buffer);
  const body = bytes.subarray(DIGEST_LENGTH);
  if (body.length < 4 || !createHash('sha256').update(body).digest().equals(bytes.subarray(0, DIGEST_LENGTH)))
    return null;
  const start = 4 + body.readUInt32LE(0);
  const head = headSchema.safeParse(JSON.parse(body.subarray(4, start).toString('utf8')));
  if (!head.success) return null;
  const { names, calibration, classes } = head.data;
  const features = names.length;
  if (body.length !== start + 4 * (2 * features + classes) + features * classes) return null;
  const floats = new Float32Array(bytes.buffer, body.byteOffset + start, 2 * features + classes);
  return {
    vocabulary: buildVocabulary(names, floats.subarray(0, features), kinds),
    softmax: {
      classes,
      scales: floats.subarray(features, 2 * features),
      bias: floats.subarray(2 * features),
      weights: new Int8Array(bytes.buffer, floats.byteOffset + floats.byteLength, features * classes),
    },
    calibration,
  };
}
