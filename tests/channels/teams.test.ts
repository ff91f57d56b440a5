import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type Answers, ok, type Received, status } from './bot-framework/support/connector-stub.ts';
import type { DoorOptions } from './bot-framework/support/door.ts';
import { type GuardedDoor, openGuardedDoor } from './bot-framework/support/guarded-door.ts';
import {
  BOT,
  deleted,
  edited,
  execute,
  installed,
  invokes,
  mentioned,
  message,
  overheard,
  silent,
  submit,
  team,
  undeleted,
} from './recorded/teams.ts';

let door: GuardedDoor;
const open = async (answers?: Answers, options?: DoorOptions): Promise<void> => {
  door = await openGuardedDoor(answers, options);
};
afterEach(() => door.close());

type Json = Readonly<Record<string, unknown>>;
/** Sends recorded activities one after the other and gives what came of the last. */
async function replay(...activities: readonly Json[]): Promise<Received[]> {
  for (const activity of activities.slice(0, -1)) await door.send(activity);
  await door.idle();
  door.news();
  const { status: answered } = await door.send(activities.at(-1) as Json);
  expect(answered).toBe(200);
  await door.idle();
  return door.news();
}
const wordsOf = ({ activity: { text, summary } }: Received): string => summary ?? text;
const linesOf = (received: readonly Received[]): string[] =>
  received.flatMap(({ activity }) => activity.channelData.plumbline.lines);
const cardOf = ({ activity }: Received) => activity.attachments[0].content;
const actionsOf = (received: Received): Json[] => cardOf(received).actions;
const cardWithChoices = (received: readonly Received[]): Received => {
  const found = received.find(({ activity }) => activity.attachments?.[0].content.actions.length > 0);
  if (!found) throw new Error('there is no card with choices');
  return found;
};
/** What pressing a choice sends. */
function dataOf(received: Received, label: string): Json {
  const actions = actionsOf(received);
  const pressed = actions.find(({ title }) => title === label);
  if (pressed) return pressed.data as Json;
  return { ...(actions[0]?.data as Json), choice: label };
}

describe('installed for a person', () => {
  it('the welcome is said once, with its choices', async () => {
    await open();
    const [welcome, ...more] = [...(await replay(...installed.slice(0, 1))), ...(await replay(...installed.slice(1)))];
    expect(more).toEqual([]);
    expect(welcome && actionsOf(welcome).map(({ title }) => title)).toEqual([
      'Ask a question',
      'Check my symptoms',
      'Book an appointment',
    ]);
    expect(welcome && wordsOf(welcome)).toContain('3. Book an appointment');
  });

  it.each([
    ['upgraded', team.upgraded],
    ['removed', team.removed],
  ])('%s, nothing is said', async (_, activity) => {
    await open();
    expect(await replay(activity)).toEqual([]);
  });
});

describe('an organization', () => {
  const tenant = { id: '99999999-bbbb-4ccc-8ddd-eeeeeeeeeeee' };

  it('that is not listed is turned away', async () => {
    await open();
    const { status: answered, json } = await door.send({ ...message('hello'), channelData: { tenant } });
    expect([answered, json.error.code, door.taken]).toEqual([403, 'TenantNotAllowed', []]);
  });

  it('that is not named is turned away, as long as any is listed', async () => {
    await open();
    const { channelData: _, conversation, ...nameless } = message('hello');
    const { tenantId: __, ...chat } = conversation as Json;
    for (const channelId of ['msteams', 'msteams:copilot'])
      expect((await door.send({ ...nameless, channelId, conversation: chat })).json.error.code).toBe(
        'TenantNotAllowed',
      );
    expect(door.taken).toEqual([]);
  });

  it('is known in capital letters too', async () => {
    await open(ok, { config: { botTenantIds: ['AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE'] } });
    expect(await replay(message('hello'))).not.toHaveLength(0);
  });

  it('is any, when none is listed', async () => {
    await open(ok, { config: { botTenantIds: [] } });
    expect(await replay({ ...message('hello'), channelData: { tenant } })).not.toHaveLength(0);
  });
});

describe('in private', () => {
  it('an answer is a card with its sources, and a summary that stands alone', async () => {
    await open();
    const [answer] = await replay(message('hello'), message('what is plantar fasciitis?', '2'));
    expect(answer && wordsOf(answer)).toMatch(/plantar fascia[\s\S]*1\. [\s\S]*General information · /);
    expect(answer?.activity).not.toHaveProperty('text');
    expect(JSON.stringify(answer && cardOf(answer))).toContain('Action.ToggleVisibility');
  });

  it('an emergency is a red card with the number and why', async () => {
    await open();
    const [emergency] = await replay(message('I have chest pain and cannot breathe'));
    const card = emergency && cardOf(emergency);
    expect(card.body[0]).toMatchObject({ type: 'Container', style: 'attention' });
    expect(JSON.stringify(card.body[0])).toMatch(/Call 911 now.*chest.*\(tel:911\)/i);
    expect(emergency && wordsOf(emergency)).toMatch(/^Call 911 now\n\n.*chest/i);
  });

  it.each(silent.map((activity) => [activity.type, activity] as const))('%s says nothing', async (_, activity) => {
    await open();
    expect(await replay(activity)).toEqual([]);
    expect(door.taken).toEqual([]);
  });
});

describe('a card', () => {
  const toRegion = [message('hello'), message('check my symptoms', '2')];

  it('with several choices is picked from and sent, then shows what was picked', async () => {
    await open();
    const region = cardWithChoices(await replay(...toRegion));
    expect(cardOf(region).body.at(-1)).toMatchObject({ type: 'Input.ChoiceSet', id: 'choice', isRequired: true });
    expect(actionsOf(region).map(({ title }) => title)).toEqual(['Send']);

    const [question, used] = await replay(submit(dataOf(region, 'Back'), '17-region'));
    expect(linesOf(question ? [question] : [])).toEqual(['interview.ask-feeling']);
    expect(used?.path).toMatch(/^PUT \/v3\/conversations\/[^/]+\/activities\/17-region$/);
    expect(used && actionsOf(used)).toEqual([]);
    expect(JSON.stringify(used && cardOf(used).body)).toContain('✓ Back');
    expect(JSON.stringify(used && cardOf(used).body)).not.toContain('ChoiceSet');
  });

  it('pressed again is answered from the store, whatever is pressed, and takes no second turn', async () => {
    await open();
    const region = cardWithChoices(await replay(...toRegion));
    const first = await replay(submit(dataOf(region, 'Back'), '17', '3'));
    for (const [choice, id] of [
      ['Back', '4'],
      ['Both', '5'],
    ] as const) {
      const again = await replay(submit(dataOf(region, choice), '17', id));
      expect(again.map(wordsOf)).toEqual(first.slice(0, 1).map(wordsOf));
    }
  });

  it('whose press is delivered twice is answered once', async () => {
    await open();
    const region = cardWithChoices(await replay(...toRegion));
    const press = submit(dataOf(region, 'Back'), '17', '3');
    expect(await replay(press)).toHaveLength(2);
    expect(await replay(press)).toEqual([]);
  });

  it('of an earlier question does not answer the one that stands', async () => {
    await open();
    const region = cardWithChoices(await replay(...toRegion));
    const feeling = cardWithChoices(await replay(submit(dataOf(region, 'Back'), '17', '3')));
    const legs = await replay(message('no', '4'));
    expect(linesOf(legs)).toEqual(['interview.ask-legs']);
    const turns = door.taken.length;
    const old = await replay(submit(dataOf(feeling, 'No'), '18', '5'));
    expect(linesOf(old)).toEqual(['interview.ask-legs']);
    expect(door.taken).toHaveLength(turns);
  });

  it('of an earlier answer still opens what it names, each once', async () => {
    await open();
    const [first] = await replay(message('hello'), message('what is plantar fasciitis?', '2'));
    await replay(message('what is sciatica?', '3'));
    const booking = await replay(submit(dataOf(first as Received, 'Book an appointment'), '17', '4'));
    expect(linesOf(booking)[0]).toMatch(/^booking/);
    const check = await replay(message('stop', '5'), submit(dataOf(first as Received, 'Check my symptoms'), '17', '6'));
    expect(linesOf(check)[0]).toMatch(/^interview/);
    const again = await replay(submit(dataOf(first as Received, 'Check my symptoms'), '17', '7'));
    expect(again.map(wordsOf)).toEqual(check.slice(0, -1).map(wordsOf));
  });

  it('that was used keeps no words from being screened', async () => {
    await open();
    const region = cardWithChoices(await replay(...toRegion));
    await replay(submit(dataOf(region, 'Back'), '17', '3'));
    const choice = 'I have chest pain and cannot breathe';
    expect(linesOf(await replay(submit({ ...dataOf(region, 'Back'), choice }, '17', '4')))).toEqual([
      'safety.emergency',
    ]);
    await replay(submit({ plumbline: 'unknown-0', choice: 'Back' }, '19', '5'));
    expect(linesOf(await replay(submit({ plumbline: 'unknown-0', choice }, '19', '6'))).join()).toMatch(/^safety/);
  });

  it.each(['Yes', 'Not sure'])('answered no, then pressed "%s", does not pass in silence', async (late) => {
    await open();
    const region = cardWithChoices(await replay(...toRegion));
    const feeling = cardWithChoices(await replay(submit(dataOf(region, 'Back'), '17', '3')));
    const first = await replay(submit(dataOf(feeling, 'No'), '18', '4'));
    const [notice, standing] = await replay(submit(dataOf(feeling, late), '18', '5'));
    expect(notice && wordsOf(notice)).toMatch(/first answer.*call 911/);
    expect(linesOf(standing ? [standing] : [])).toEqual(['interview.ask-legs']);
    expect(linesOf(await replay(submit(dataOf(feeling, 'No'), '18', '6')))).toEqual(linesOf(first.slice(0, 1)));
  });

  it('with a "not sure" to an emergency question ends in the emergency text, before the card is changed', async () => {
    await open();
    const region = cardWithChoices(await replay(...toRegion));
    const feeling = cardWithChoices(await replay(submit(dataOf(region, 'Back'), '17', '3')));
    expect(actionsOf(feeling).map(({ title }) => title)).toEqual(['Yes', 'No', 'Not sure']);
    const [emergency, used] = await replay(submit(dataOf(feeling, 'Not sure'), '18', '4'));
    expect(linesOf(emergency ? [emergency] : [])).toEqual(['safety.emergency']);
    expect(used?.path).toContain('PUT');
  });

  it('of before the visit was forgotten still works as words', async () => {
    await open();
    const [answer] = await replay(message('hello'), message('what is plantar fasciitis?', '9'));
    const data = dataOf(answer as Received, 'Book an appointment');
    const booking = await replay(message('forget me', '2'), submit(data, '19', '3'));
    expect(linesOf(booking).join()).toMatch(/booking/);
    expect(booking.every(({ path }) => path.startsWith('POST'))).toBe(true);
  });

  it('with words that are not ours is read and screened', async () => {
    await open();
    const value = { plumbline: 'x', choice: 'Yes', note: 'I have chest pain' };
    expect(linesOf(await replay(submit(value, '20')))).toEqual(['safety.emergency']);
  });

  it('that cannot be changed loses nothing', async () => {
    await open((res, nth, received) => (received.path.startsWith('PUT') ? status(404) : ok)(res, nth, received));
    const region = cardWithChoices(await replay(...toRegion));
    expect(linesOf(await replay(submit(dataOf(region, 'Back'), '17', '3')))).toContain('interview.ask-feeling');
    expect(door.logged()).toContain('a used card was not changed');
  });
});

describe('in a channel', () => {
  const symptom = 'my heel hurts when I get up, is it plantar fasciitis?';

  it.each(['channel', 'groupChat'] as const)('(%s) health is kept for the private chat', async (where) => {
    await open();
    const [held, ...more] = await replay(mentioned('hello', where, '1'), mentioned(symptom, where, '2'));
    expect(more).toEqual([]);
    expect(door.taken[1]?.text).toBe(symptom);
    expect(held && JSON.stringify(held.activity)).not.toMatch(/heel|plantar|fascia/i);
    expect(held?.activity.text).toContain(`https://teams.microsoft.com/l/chat/0/0?users=${encodeURIComponent(BOT)}`);
    expect(held?.activity).not.toHaveProperty('suggestedActions');
  });

  it('an emergency is told at once, without its sign', async () => {
    await open();
    const [alarm, ...more] = await replay(mentioned('I have chest pain and cannot breathe'));
    expect(more).toEqual([]);
    expect(JSON.stringify(alarm?.activity)).not.toMatch(/chest|breath|heart/i);
    expect(alarm && wordsOf(alarm)).toMatch(/^Please call 911 now/);
    expect(alarm && cardOf(alarm).body[0].style).toBe('attention');
  });

  it('what is about the clinic is answered', async () => {
    await open();
    const [hours] = await replay(mentioned('hello', 'channel', '1'), mentioned('when are you open?', 'channel', '2'));
    expect(hours && wordsOf(hours)).toMatch(/08:00|8:00/);
  });

  it('talk among others is not read', async () => {
    await open();
    expect(await replay(overheard('my heel hurts'))).toEqual([]);
    expect(door.taken).toEqual([]);
  });

  it('each person has presses and a welcome of their own', async () => {
    await open();
    const bob = { id: '29:bob' };
    await replay(team.added);
    expect(linesOf(await replay({ ...team.added, id: 'f:90', from: bob }))).toEqual(['greeting.hello']);
    const { conversation } = mentioned('x', 'groupChat');
    const press = (id: string) => ({
      ...submit({ plumbline: 'a-0', choice: 'Book an appointment' }, '17', id),
      conversation,
    });
    const [held] = await replay(press('1'));
    const [bobs] = await replay({ ...press('2'), from: bob });
    expect(bobs && wordsOf(bobs)).toBe(held && wordsOf(held));
    expect(door.logged()).not.toContain('turn not stored');
  });

  it('the bot greets when it is added, not when somebody joins', async () => {
    await open();
    const greeting = await replay(team.added);
    expect(linesOf(greeting)).toEqual(['greeting.hello']);
    expect(greeting[0]?.activity).not.toHaveProperty('suggestedActions');
    expect(greeting[0]?.activity).not.toHaveProperty('attachments');
    expect(await replay(team.joined)).toEqual([]);
    expect(await replay(team.renamed)).toEqual([]);
  });
});

describe('an edited message', () => {
  it('that is harmless is noted kindly, once, and answers nothing', async () => {
    await open();
    const [note, ...more] = await replay(message('hello'), edited('hello there'));
    expect(more).toEqual([]);
    expect(note?.activity.text).toMatch(/changed/);
    expect(door.taken).toHaveLength(1);
    expect(await replay(edited('hello there'))).toEqual([]);
  });

  it('does not clear a safety question', async () => {
    await open();
    await replay(message('check my symptoms', '1'), message('back', '2'));
    const turns = door.taken.length;
    await replay(edited('no', '1'));
    expect(door.taken).toHaveLength(turns);
  });

  it('that holds an emergency is one', async () => {
    await open();
    expect(linesOf(await replay(message('hello'), edited('I have chest pain and cannot breathe')))).toEqual([
      'safety.emergency',
    ]);
  });

  it('deleted, nothing is said', async () => {
    await open();
    expect(await replay(message('hello'), deleted)).toEqual([]);
  });

  it('deleted, the alarm that it raised stands', async () => {
    await open();
    await replay(message('I have chest pain and cannot breathe'), deleted);
    const later = await replay(message('what is plantar fasciitis?', '2'));
    expect(later.map(({ activity }) => activity.channelData.plumbline.urgency)).toContain('emergency');
    expect(linesOf(later)).toEqual(linesOf(await replay(message('what is plantar fasciitis?', '3'))));
  });

  it('whose deletion is undone says nothing new, unless it is urgent', async () => {
    await open();
    expect(await replay(message('hello'), deleted, undeleted('hello'))).toEqual([]);
    expect(linesOf(await replay(undeleted('I have chest pain and cannot breathe')))).toEqual(['safety.emergency']);
  });
});

describe('an invoke', () => {
  it.each(invokes.map((activity) => [activity.name, activity] as const))(
    '%s is refused with 501',
    async (_, activity) => {
      await open();
      expect((await door.send(activity)).status).toBe(501);
    },
  );

  it('of a card is answered with a body, and its choice taken', async () => {
    await open();
    const [answer] = await replay(message('hello'), message('what is plantar fasciitis?', '9'));
    const { status: answered, json } = await door.send(execute(dataOf(answer as Received, 'Book an appointment')));
    await door.idle();
    expect([answered, json.statusCode]).toEqual([200, 200]);
    expect(linesOf(door.news()).join()).toMatch(/booking/);
  });

  it.each([null, {}, [], 'x', { plumbline: 7 }])('of a card with %j for data is told so', async (data) => {
    await open();
    const { status: answered, json } = await door.send(execute(data));
    expect([answered, typeof json.statusCode]).toEqual([200, 'number']);
  });

  it('of a card is answered in time though the connector hangs', async () => {
    await open(() => {}, { send: { timeoutMs: 400, tries: 1, answerWithinMs: 50 } });
    const started = Date.now();
    const { json } = await door.send(execute({ plumbline: 'x', choice: 'Book an appointment' }));
    expect(json.statusCode).toBe(200);
    expect(Date.now() - started).toBeLessThan(2_000);
  });
});

describe('the connector', () => {
  it.each([412, 429, 500])('that answers %i is asked again', async (code) => {
    await open((res, nth, received) => (nth < 3 ? status(code) : ok)(res, nth, received));
    await door.send(message('I have chest pain and cannot breathe'));
    await door.idle();
    expect(door.connector.received.map(wordsOf)).toHaveLength(3);
    expect(new Set(door.connector.received.map(wordsOf)).size).toBe(1);
  });

  it('that is slow gets the emergency text all the same', async () => {
    await open((res, nth, received) => void setTimeout(() => ok(res, nth, received), 700), {
      send: { answerWithinMs: 100 },
    });
    expect((await door.send(message('I have chest pain and cannot breathe'))).status).toBe(202);
    await door.idle();
    expect(linesOf(door.news())).toEqual(['safety.emergency']);
  });

  it('that never answers is given up, without a word of the visitor in the log', async () => {
    await open(() => {}, { send: { timeoutMs: 300, tries: 2, answerWithinMs: 50 } });
    await door.send(message('my private heel'));
    await door.idle();
    expect(door.logged()).toContain('replies not sent');
    expect(door.logged()).not.toContain('private heel');
  });
});

it('a turn that takes long shows that we are writing', async () => {
  await open(ok, { real: false, takeTurn: () => wait(1_300, {}) });
  await door.send(message('hello'));
  expect(door.news().map(({ activity }) => activity.type)).toEqual(['typing', 'message']);
});
