import { createHash } from 'node:crypto';
import type { Reply } from '../../replies/reply.ts';
import type { VisitorMessage } from '../../turn/visitor-message.ts';

/** A reply in words of the channel itself, to a message that takes no turn. */
export const ownWords = ({ keys }: Pick<VisitorMessage, 'keys'>, text: string): Reply => ({
  id: createHash('sha256').update(keys[0]).digest('base64url').slice(0, 20),
  kind: 'plain',
  heading: null,
  text,
  links: [],
  options: [],
  about: null,
  lines: [],
  urgency: 'none',
  answer: null,
});
