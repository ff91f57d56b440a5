import { callLink } from '../replies/clinic-values.ts';
import type { Link, Reply } from '../replies/reply.ts';
import { words } from './words.ts';

/** What replies are kept general with: the emergency number, and the link to a private chat if the channel has one. */
export interface Sharing {
  readonly emergency: string;
  readonly privateChat: string | null;
}

/** Lines that say nothing of anyone's health. */
const PUBLIC_LINES = /^(greeting|small-talk|help|language|stop|forget|fallback)\./;

/**
 * Replies for a place where others read along. An alarm is still raised, without the sign that raised it; what is about
 * health is held back, once, with the way to a private chat; and no choices lead into a visit that others would see.
 */
export function keepGeneral(replies: readonly Reply[], sharing: Sharing): Reply[] {
  const alarm = replies.find(({ kind }) => kind === 'emergency') ?? replies.find(({ kind }) => kind === 'urgent');
  if (alarm) return [generalAlarm(alarm, sharing)];
  const held = replies.find((reply) => !isPublic(reply));
  const shown = replies.filter(isPublic).map((reply) => ({
    ...reply,
    options: [],
    links: [...reply.links, ...(reply.options.length > 0 && !held ? privateLinks(sharing) : [])],
  }));
  return held ? [...shown, heldBack(held, sharing)] : shown;
}

const isPublic = ({ kind, about, picture, facts, answer, lines }: Reply): boolean =>
  (kind === 'plain' || kind === 'answer') &&
  about === null &&
  !picture &&
  !facts &&
  (lines.every((line) => PUBLIC_LINES.test(line)) || (kind === 'answer' && answer !== null));

function generalAlarm(alarm: Reply, sharing: Sharing): Reply {
  const { emergency } = sharing;
  const { heading, text } = words.sharedEmergency;
  const said =
    alarm.kind === 'emergency'
      ? { heading: heading(emergency), text }
      : { heading: words.sharedUrgent.heading, text: words.sharedUrgent.text(emergency) };
  const links = [callLink(words.call(emergency), emergency), ...privateLinks(sharing)];
  return { ...bare(alarm), kind: alarm.kind, ...said, links };
}

function heldBack(held: Reply, sharing: Sharing): Reply {
  const links = privateLinks(sharing);
  const text = [words.heldBack(sharing.emergency), ...(links.length === 0 ? [words.askInPrivate] : [])].join('\n\n');
  return { ...bare(held), kind: 'plain', text, links };
}

/** A reply of the same id that tells nothing. */
const bare = ({ id, urgency }: Reply): Omit<Reply, 'kind'> => ({
  id,
  heading: null,
  text: '',
  links: [],
  options: [],
  about: null,
  lines: [],
  urgency,
  answer: null,
});

const privateLinks = ({ privateChat }: Sharing): Link[] =>
  privateChat ? [{ label: words.inPrivate, href: privateChat }] : [];
