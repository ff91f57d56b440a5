import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { endianness } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
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
    forgetOthers(file);
  } catch {
    return;
  }
}

/** Weights of older content under the same name are of no more use. */
function forgetOthers(file: string): void {
  const name = basename(file);
  const stem = name.slice(0, name.lastIndexOf('-') + 1);
  for (const other of readdirSync(dirname(file)))
    if (other.startsWith(stem) && other.endsWith('.bin') && other !== name)
      rmSync(join(dirname(file), other), { force: true });
}

/** What training made, as bytes: digest, length of the head, head in JSON, then rarity, bias and weights as floats. */
export function packTrained({ vocabulary, softmax, calibration }: Trained): Buffer {
  const names = [...vocabulary.names];
  const head = Buffer.from(
    JSON.stringify({
      names,
      calibration: [...calibration],
      classes: softmax.classes,
      byteOrder: endianness(),
    } satisfies z.infer<typeof headSchema>),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const floats = [vocabulary.rarity, softmax.bias, softmax.weights].map((each) =>
    Buffer.from(each.buffer, each.byteOffset, each.byteLength),
  );
  const body = Buffer.concat([length, head, ...floats]);
  return Buffer.concat([createHash('sha256').update(body).digest(), body]);
}

/** Reads what `packTrained` wrote; null when the bytes are not exactly that. */
export function unpackTrained(bytes: Buffer, kinds: Kinds): Trained | null {
  const body = bytes.subarray(DIGEST_LENGTH);
  if (body.length < 4 || !createHash('sha256').update(body).digest().equals(bytes.subarray(0, DIGEST_LENGTH)))
    return null;
  const start = 4 + body.readUInt32LE(0);
  const head = headSchema.safeParse(JSON.parse(body.subarray(4, start).toString('utf8')));
  if (!head.success) return null;
  const { names, calibration, classes } = head.data;
  const floats = new Float32Array(new Uint8Array(body.subarray(start)).buffer);
  const features = names.length;
  if (floats.length !== features + classes + features * classes) return null;
  return {
    vocabulary: buildVocabulary(names, floats.slice(0, features), kinds),
    softmax: {
      classes,
      bias: floats.slice(features, features + classes),
      weights: floats.slice(features + classes),
    },
    calibration,
  };
}
