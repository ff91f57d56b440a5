import { setTimeout as wait } from 'node:timers/promises';
import { slotId } from '../../src/booking/slot-id.ts';
import type { News } from '../../src/turn/tell-visit.ts';
import type { Client } from './clients.ts';

/** What the visitor, or the clinic, does next. */
type Act = (client: Client, desk: Desk) => Promise<void>;
/** What happens elsewhere meanwhile. */
export interface Desk {
  tell(key: string, news: News): Promise<void>;
  /** Keeps turns from being stored for two seconds; what is said meanwhile is still accepted. */
  hold(): Promise<void>;
  lastReference(): Promise<string>;
  take(shot: string): Promise<unknown>;
}

const say =
  (text: string): Act =>
  (client) =>
    client.say(text);
const choose =
  (label: string): Act =>
  (client) =>
    client.choose(label);
const tell =
  (key: string, news: (reference: string) => News): Act =>
  async (client, desk) => {
    await desk.tell(key, news(await desk.lastReference()));
    await client.renew();
  };
const thursday = Date.parse('2026-12-03T14:30:00Z');

/** One visit: what is done, what it is waited for, and the picture that is taken then, if any. */
export const visit: readonly (readonly [act: Act, until: string | RegExp, shot?: string])[] = [
  [async () => {}, 'automated assistant', 'few-choices'],
  [say('Can flat feet cause back pain?'), /General information · \d+ sources/, 'answer-and-picture'],
  [
    async ({ page }) =>
      page
        .getByText(/General information ·/)
        .last()
        .click(),
    /General information · \d+ sources/,
    'sources-open',
  ],
  [choose('Check my symptoms'), 'Where is it?', 'more-than-three-choices'],
  [choose('Foot or leg'), 'Are your legs so weak', 'yes-no-not-sure'],
  [say('Book an appointment'), 'First, to be safe.'],
  [choose('No'), 'What is the visit for?'],
  [choose('Foot pain'), 'Which place suits you?', 'used-choices'],
  [choose('Harbor Street'), 'Open online booking', 'link'],
  [choose('Ask to be called back'), 'What name should they ask for?'],
  [say('Ana Lopez'), 'What number should the clinic call?'],
  [say('(508) 555-0142'), 'When does it suit you?'],
  [choose('Mornings'), 'Is this right?', 'read-back'],
  [choose('Yes, send it'), 'Your reference is', 'confirmed'],
  [
    tell('booked', (reference) => ({
      ...{
        type: 'clinic.booked',
        reference,
        slot: slotId({ start: thursday }),
        place: 'harbor-street',
      },
      end: thursday + 1_800_000,
    })),
    /booked/i,
    'booked-with-calendar-file',
  ],
  [say('Can I talk to a person?'), 'asked the clinic'],
  [tell('joined', () => ({ type: 'staff.joined', name: 'Dana Roe' })), 'Dana Roe'],
  [
    tell('wrote', () => ({ type: 'staff.wrote', name: 'Dana Roe', text: 'Hello Ana, which heel is it?' })),
    'which heel',
    'a-person',
  ],
  [tell('left', () => ({ type: 'staff.left' })), 'has left'],
  [
    async (client, desk) => {
      const held = desk.hold();
      await (client.sayInThread ?? client.say)('what is sciatica?');
      await wait(1_800);
      await desk.take('writing');
      await held;
    },
    'Nerve pain down the leg',
    'answered-after-waiting',
  ],
  [say('My calf is swollen, warm and sore since a long flight'), 'Get this checked today', 'urgent'],
  [say('I have chest pain and cannot breathe'), 'Call 911 now', 'emergency'],
];
