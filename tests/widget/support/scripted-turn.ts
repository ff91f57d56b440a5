import type { Reply } from '../../../src/replies/reply.ts';
import { AlreadyTaken } from '../../../src/store/visit-store.ts';
import type { takeTurn } from '../../../src/turn/take-turn.ts';

type Spoken = Partial<Omit<Reply, 'id'>> & { readonly text: string };

const three = ['Ask a question', 'Check my symptoms', 'Book an appointment'];
const options = (...labels: string[]): Reply['options'] => labels.map((label) => ({ id: label, label }));
const rated: Reply['options'] = [
  { id: 'helped', label: 'That helped' },
  { id: 'did-not-help', label: 'That did not help' },
];
const call = (number: string) => ({ label: `Call ${number}`, href: `tel:${number.replace(/\D/g, '')}` });

/** What the scripted assistant says to a message that matches; the first match counts. */
const script: readonly (readonly [RegExp, readonly Spoken[]])[] = [
  [
    /hits me/i,
    [
      {
        kind: 'urgent',
        urgency: 'urgent',
        heading: 'You deserve to be safe',
        text: 'What you describe is not all right.',
        links: [call('911')],
        exit: true,
      },
    ],
  ],
  [
    /numb/i,
    [
      {
        kind: 'emergency',
        urgency: 'emergency',
        heading: 'Call 911 now',
        text: 'A change in feeling around your seat or genitals, with back pain, needs emergency care today. Do not wait for a reply from us, and do not drive yourself.\n\nTell them: “back pain, with numbness between the legs”.',
        links: [call('911')],
        options: options('I am getting help', 'That is not what I meant'),
      },
    ],
  ],
  [
    /worse/i,
    [
      {
        kind: 'urgent',
        urgency: 'urgent',
        heading: 'Get this checked today',
        text: 'Pain that wakes you each night needs a look soon. Call your doctor, an urgent care line or the clinic today. If it gets worse, call 911.',
        links: [{ label: 'Call (508) 555-0142', href: 'tel:+15085550142' }, call('911')],
      },
    ],
  ],
  [
    /flat feet|sciatica/i,
    [
      {
        kind: 'answer',
        answer: 'flat-feet-back',
        text: '**They can contribute.** When an arch is low, the ankle may roll inward. Knees, hips and the lower back then adjust, and that can add strain.\n\nMany flat feet never hurt. Supportive shoes, inserts or exercises help some people.',
        about: {
          sources: [
            {
              name: 'NHS, flat feet',
              url: 'https://www.nhs.uk/conditions/flat-feet/',
              supports: 'most need no treatment',
            },
            { name: 'General medical knowledge, not checked yet', url: null, supports: 'how the leg adjusts' },
          ],
          review: 'pending',
          reviewedBy: null,
          due: '2027-05-21',
        },
        picture: { id: 'arches', title: 'Flat, neutral and high arch', alt: 'Three feet from the side.', height: 256 },
        options: options('Do inserts help?', 'Who should I see?'),
      },
    ],
  ],
  [
    /book/i,
    [
      {
        text: 'I have this. Is it right?\n\n**Visit**: Heel pain, first visit\n**Where**: Harbor Street\n**When**: Tue 1 Dec, 12:00 to 17:30\n**Call**: (508) 555-0142',
        links: [{ label: 'Open online booking', href: 'https://schedule.harbor.example/new-visit' }],
        options: options('Send request', 'Change something'),
      },
    ],
  ],
  [
    /hostile/i,
    [
      {
        text: '<img src=x onerror="window.hacked=1"> <script>window.hacked=1</script> [press](javascript:window.hacked=1) **<b onclick=x>bold</b>**',
        heading: '<svg onload="window.hacked=1">',
        links: [{ label: '<i>press</i>', href: 'javascript:window.hacked=1' }],
        options: options('<img src=x onerror="window.hacked=1">'),
      },
    ],
  ],
  [
    /two things/i,
    [
      { kind: 'answer', text: `**The first answer.** ${'It goes on for a while. '.repeat(30)}` },
      { kind: 'answer', text: `**The second answer.** ${'So does this one. '.repeat(30)}`, options: options('Next') },
    ],
  ],
  [
    /ratings/i,
    [
      {
        kind: 'answer',
        text: 'An answer to be rated.',
        options: [...options('Do inserts help?'), ...rated],
      },
    ],
  ],
  [/that helped/i, [{ text: 'Thank you. That helps the clinic.', options: options(...three) }]],
  [
    /read back/i,
    [
      {
        heading: 'Is this right?',
        text: 'Nothing is sent until you confirm.',
        facts: [
          { label: 'Where', value: 'Harbor Street' },
          { label: 'When', value: 'Tue 1 Dec, 12:00 to 17:30\nThu 3 Dec, 8:00 to 10:00' },
        ],
        options: options('Send request'),
      },
    ],
  ],
  [
    /send request/i,
    [
      {
        heading: 'Your visit is booked',
        text: 'Your reference is **HF-7K2Q**.',
        file: { name: 'visit.ics', type: 'text/calendar', text: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' },
        lines: ['booking.booked'],
      },
    ],
  ],
  [/talk to a person/i, [{ kind: 'staff', from: 'Maria', text: 'Hello, this is Maria.' }]],
  [/forget me/i, [{ text: 'I have erased what was kept.', lines: ['forget.done'], options: options(...three) }]],
  [/silence/i, []],
  [/later/i, [{ text: 'Here I am.' }]],
  [/start over/i, [{ text: 'All right, from the beginning. What would you like to do?', options: options(...three) }]],
];

const greeting: readonly Spoken[] = [
  {
    text: 'Hello. Ask me about your back, your feet or a visit to Harbor Foot & Spine.\n\nI am an **automated assistant** with general information on back and foot pain. I cannot diagnose, and I am **not for emergencies**: in danger, call 911.',
    options: options(...three),
  },
];
const otherwise: readonly Spoken[] = [
  { text: 'Ask in your own words, or pick one of these.', options: options(...three) },
];

/** A turn with fixed replies, stored as the real one stores them: the widget is tested apart from what is said. */
export const scriptedTurn: typeof takeTurn = async (message, { store, now }, answers = null) => {
  if (/later/.test(message.text)) await new Promise((resolve) => setTimeout(resolve, 900));
  const { revision } = await store.load(message.visitId);
  const spoken =
    message.kind === 'arrived' ? greeting : (script.find(([words]) => words.test(message.text))?.[1] ?? otherwise);
  const replies = spoken.map(
    (said, index): Reply => ({
      id: `${message.keys[0]}-${index}`,
      kind: 'plain',
      heading: null,
      links: [],
      options: [],
      about: null,
      lines: [],
      urgency: 'none',
      answer: null,
      ...said,
    }),
  );
  const commit = {
    visitId: message.visitId,
    clinicId: message.clinicId,
    revision,
    state: {},
    keys: message.keys,
    answers: answers ?? null,
    replies,
    outbox: [],
    miss: null,
    audit: {},
    forget: false,
    now: now(),
  };
  try {
    return { replies, entries: await store.commit(commit), duplicate: false, failed: false };
  } catch (error) {
    if (!(error instanceof AlreadyTaken)) throw error;
    return { replies: error.replies, entries: [], duplicate: true, failed: false };
  }
};
