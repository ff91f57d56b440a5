import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import { z } from 'zod';
import type { Trained } from './train-answering.ts';
import { buildVocabulary } from './vocabulary.ts';

const DIGEST_LENGTH = 32;
const headSchema = z.strictObject({
  names: z.array(z.string()),
  calibration: z.array(z.number()),
  classes: z.int().min(1),
  byteOrder: z.literal(endianness()),
});

/** What training made, as bytes: digest, length of the head, head in JSON, then rarity, bias and weights as floats. */
export function packTrained({ vocabulary, softmax, calibration }: Trained): Buffer {
  const names = [...vocabulary.ids.keys()];
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
export function unpackTrained(bytes: Buffer): Trained | null {
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
    vocabulary: buildVocabulary(names, floats.slice(0, features)),
    softmax: {
      classes,
      bias: floats.slice(features, features + classes),
      weights: floats.slice(features + classes),
    },
    calibration,
  };
}
