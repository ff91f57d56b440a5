import type { Reply } from '../../replies/reply.ts';
import { shortHash } from '../../short-hash.ts';
import type { VisitorMessage } from '../../turn/visitor-message.ts';

/** A reply in words of the channel itself, to a message that takes no turn. */
export const ownWords = ({ keys }: Pick<VisitorMessage, 'keys'>, text: string): Reply => ({
  id: shortHash(keys[0]),
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
