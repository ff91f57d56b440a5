import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { intentsSchema } from '../../src/content/content-schema.ts';
import { readIntent } from '../../src/recognizing/read-intent.ts';

const file = fileURLToPath(new URL('../../content/en/intents.yaml', import.meta.url));
const intents = intentsSchema.parse(parse(readFileSync(file, 'utf8')));

const table: Readonly<Record<string, readonly string[]>> = {
  greeting: [
    'Hi',
    'hello!',
    'Hey there 👋',
    'good morning',
    'Good Mornign',
    'hi, good afternoon',
    'hi how are you?',
    'Hello??',
  ],
  thanks: [
    'thanks',
    'Thank you so much!',
    'thank you',
    'thankyou',
    'ok thanks',
    'great, thanks',
    'cheers mate',
    'thx',
    'perfect, thank you',
    'tahnks',
    'thank you young man',
  ],
  goodbye: [
    'bye',
    'thanks, bye',
    'thanks bye',
    'goodbye!',
    'ok bye',
    'see you later',
    "that's all, thanks",
    'have a nice day',
    'no more questions',
  ],
  help: ['help', 'Help!', 'help please', 'can you help me?', 'what can you do', 'hi, I need help'],
  menu: ['menu', 'main menu', 'show me the menu please', 'options', 'something else'],
  restart: ['restart', 'start over', 'can we start over?', 'start again please', 'strat over', "let's start again"],
  forget: [
    'forget me',
    'delete my data',
    'please delete my data',
    'erase what I wrote',
    'can you delete my messages?',
    'forget everything I said',
    "don't save this",
    'please erase what i wrote, thanks',
  ],
  booking: [
    'book',
    'book now',
    "I'd like to book an appointment",
    'Can I book an appointment please?',
    'i want to book',
    'make an appointment',
    'hi, can I book an appointment',
    'apointment',
    'book an apointment',
    'could you book me in?',
    'yes, book me in',
  ],
  check: [
    'check my symptoms',
    'can you check my symptoms?',
    'symptom checker',
    'check my sympotms',
    "I'd like to check my symptoms please",
  ],
  person: [
    'person',
    'human please',
    'can I talk to a person?',
    'real person!!',
    'I want to speak to someone',
    'talk to a humann',
    'hello, can I speak to a human please',
  ],
  acknowledged: [
    'ok',
    'okay will do',
    'calling now',
    "I'm calling them now",
    'calling 911',
    'on my way to the hospital',
    'i called an ambulance',
    "I'm getting help",
    "i'm at the ER",
    'ok, calling now',
  ],
  withdrew: [
    "that's not what I meant",
    "I was joking, I don't have that",
    'i dont have that',
    'you misunderstood',
    "no, that's not what I meant",
    "sorry, I didn't mean that",
  ],
  stop: [
    'stop',
    'never mind',
    'nevermind',
    'cancel',
    'nvm',
    'forget it',
    'stop booking',
    'actually, never mind',
    'i changed my mind',
    'not now thanks',
  ],
  complaint: [
    'this is useless',
    "you're not helping",
    'I want to complain',
    "that's not what I asked",
    'useless bot',
    'I want to make a complaint please',
  ],
  back: ['go back', 'previous question', 'can i go back?', 'undo', 'change my answer', 'take me back'],
  yes: ['yes', 'Yes please!', 'yeah', 'sure'],
  no: ['no', 'nope', 'no thanks', 'no thank you!'],
  unsure: ['not sure', "I don't know", 'idk', 'no idea'],
};
const nothing = [
  '',
  '   ',
  'hi, what is sciatica?',
  'thanks but my foot is still numb',
  'hello my back hurts',
  'back',
  'my back',
  'help my foot is numb',
  'can you help me with my heel',
  'how do i cancel my appointment',
  'i want to book a flight to rome',
  'ok but what about my heel',
  'yes my leg is numb',
  'person with flat feet',
  'stop the pain',
  'bye bye heel pain, how?',
  'start of sciatica',
  'can I talk to a person with sciatica',
  'should I stop walking',
  "I can't stop limping",
  'forget insurance, what does it cost',
  'going to hospital with back pain, what should I bring',
  'no feeling in my foot',
  'check my parking ticket',
  'terrible',
  'never felt this pain',
  'it was a joke when I said I was fine, I cannot walk',
  'i have that',
  'I do have that',
  'my back went out',
  'thanks, how much is it?',
  'menu of treatments',
  'yes no',
  'hi '.repeat(200),
  'sure, no',
];

describe('readIntent', () => {
  for (const [intent, texts] of Object.entries(table)) {
    it.each(texts)(`${intent}: %s`, (text) => expect(readIntent(text, intents)).toBe(intent));
  }
  it.each(nothing)('no intent: %s', (text) => expect(readIntent(text, intents)).toBeNull());
  it('reads every phrase as its own intent', () => {
    for (const [intent, phrases] of Object.entries(intents)) {
      for (const phrase of phrases) expect([phrase, readIntent(phrase, intents)]).toEqual([phrase, intent]);
    }
  });
});
