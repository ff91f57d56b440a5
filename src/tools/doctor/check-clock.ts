import { doorSettings } from '../../channels/bot-framework/door-settings.ts';
import type { Examined } from './examined.ts';
import { type Finding, fault, fine, warning } from './finding.ts';
import { whyUnreachable } from './why-unreachable.ts';

const ANSWER_MS = 4_500;
/** How far a token's times may be off (`check-token.ts`), and the age at which receivers refuse our webhooks. Milliseconds. */
const TOO_FAR = 300_000;
const FAR = 30_000;

/** Our clock, beside the `Date` header of the sign-in service. Good to a second or two. */
export async function checkClock({ config, now }: Examined): Promise<readonly Finding[]> {
  const url = new URL(doorSettings(config).authority);
  try {
    const before = now();
    const answer = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) });
    const theirs = Date.parse(answer.headers.get('date') ?? '');
    if (Number.isNaN(theirs)) return [notCompared(url, 'it does not tell the time')];
    return [judge((before + now()) / 2 - theirs)];
  } catch (error) {
    return [notCompared(url, whyUnreachable(error))];
  }
}

function judge(off: number): Finding {
  const far = Math.abs(off);
  if (far < FAR) return fine('The clock is right.');
  return (far > TOO_FAR ? fault : warning)(
    `The clock is ${Math.round(far / 1_000)} seconds ${off > 0 ? 'fast' : 'slow'}.`,
    'From five minutes on, tokens of Teams and Slack are refused, and so are our signed notices; opening hours are told wrongly.',
    'Have the machine set its clock from the network: timedatectl set-ntp true.',
  );
}

const notCompared = ({ host }: URL, why: string): Finding =>
  warning(
    `The clock could not be compared with ${host}: ${why}.`,
    'A clock that is five minutes off has every token refused.',
    'Compare it by hand, or let this machine reach that host.',
  );
