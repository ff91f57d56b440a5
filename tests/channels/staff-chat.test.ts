import { AdaptiveCard } from 'adaptivecards';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newChatCode } from '../../src/channels/staff-chat-code.ts';
import { tempFile } from '../store/temp-folder.ts';
import { TUESDAY_MORNING } from '../support/visitor.ts';
import {
  type Answers,
  type ConnectorStub,
  ok,
  type Received,
  startConnector,
  status,
} from './bot-framework/support/connector-stub.ts';
import { type KeyServer, startKeyServer } from './bot-framework/support/key-server.ts';
import { HARBOR } from './bot-framework/support/told-door.ts';
import * as slack from './recorded/slack.ts';
import * as teams from './recorded/teams.ts';
import { slackFaults } from './support/check-blocks.ts';
import { type NoticeDoor, openNoticeDoor, PUBLIC_URL } from './support/notice-door.ts';

const CHANNEL = 'POST /v3/conversations/19:invented0000000000@thread.tacv2/activities';
const IN_SLACK = 'POST /v3/conversations/B0INVENTED1:T0INVENTED1:C0INVENTED1/activities';
const DAY = 86_400_000;

let keys: KeyServer;
let connector: ConnectorStub;
let answers: Answers;
let seen: number;
let file: string;
let door: NoticeDoor;

beforeAll(async () => {
  keys = await startKeyServer(() => door?.clock.now ?? TUESDAY_MORNING);
});
afterAll(() => keys.close());

beforeEach(async () => {
  answers = ok;
  seen = 0;
  connector = await startConnector((...asked) => answers(...asked));
  file = tempFile();
  await start(TUESDAY_MORNING);
});
afterEach(async () => {
  await door.close();
  await connector.close();
});

async function start(now: number): Promise<void> {
  door = await openNoticeDoor(file, { keys, serviceUrl: connector.url, now });
}

/** What the connector received since the last time this was asked. */
function news(): Received[] {
  const fresh = connector.received.slice(seen);
  seen = connector.received.length;
  return fresh;
}

const inTeams = (text: string, id?: string) => teams.mentioned(text, 'channel', id);
/** Sends an activity and gives the words that came back. */
async function answered(activity: Readonly<Record<string, unknown>>): Promise<string[]> {
  expect(await door.send(activity)).toBe(200);
  return news().map(({ activity: { text } }) => text);
}
const opens = async (say: (text: string, id?: string) => Readonly<Record<string, unknown>> = inTeams) =>
  expect(await answered(say(`notices here ${await door.code()}`))).toEqual([
    expect.stringMatching(/^Notices of Harbor Foot .* come here/),
  ]);
/** Where the notices of a new request went. */
async function told(): Promise<string[]> {
  await door.handOff();
  await door.deliver();
  return news().map(({ path }) => path);
}
const givenUp = async () => (await door.store.dead([HARBOR], 9)).filter(({ kind }) => kind === 'notice');
const audited = async (): Promise<string[]> =>
  (await door.store.audited({ clinicIds: [HARBOR], limit: 9, offset: 0 })).rows.map(({ what }) => what);

describe('a notice', () => {
  it('is posted in the Teams channel as a card with reference and link, without a word of the visitor', async () => {
    await opens();
    const reference = await door.handOff('my toe is sore');
    await door.deliver();
    const [{ path, activity } = { path: '', activity: null }, ...more] = news();
    expect([path, more]).toEqual([CHANNEL, []]);
    expect(activity).toMatchObject({
      type: 'message',
      summary: `A visitor wants to speak to a person: ${reference}`,
      from: { id: teams.BOT },
      conversation: { tenantId: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee' },
    });
    expect(JSON.stringify(activity)).not.toMatch(/toe|29:|Ann|plumbline"/);
    const [{ contentType, content }] = activity.attachments;
    expect(contentType).toBe('application/vnd.microsoft.card.adaptive');
    const card = new AdaptiveCard();
    card.parse(content);
    expect(card.validateProperties().validationEvents).toEqual([]);
    expect(card.version.label).toBe('1.5');
    expect(JSON.stringify(content)).toContain(reference);
    expect(content.actions).toEqual([
      {
        type: 'Action.OpenUrl',
        title: 'Open in the staff inbox',
        url: `${PUBLIC_URL}/staff/requests/${reference}`,
      },
    ]);
    await door.deliver(DAY);
    expect(news()).toEqual([]);
  });

  it('is posted in the Slack channel as blocks within the limits', async () => {
    await opens(slack.mentioned);
    const reference = await door.handOff();
    await door.deliver();
    const [{ path, activity } = { path: '', activity: null }, ...more] = news();
    expect([path, more]).toEqual([IN_SLACK, []]);
    expect(slackFaults(activity.channelData)).toEqual([]);
    expect(activity.channelData.text).toBe(`A visitor wants to speak to a person: ${reference}`);
    expect(JSON.stringify(activity.channelData.blocks)).toContain(`<${PUBLIC_URL}/staff/requests/${reference}|`);
    expect(JSON.stringify([await door.store.staffChats(HARBOR), activity])).not.toContain(slack.TOKEN);
  });

  it('reaches a chat that was opened before the server was started anew', async () => {
    await opens();
    await door.close();
    await start(TUESDAY_MORNING + 60_000);
    expect(await told()).toEqual([CHANNEL]);
  });

  it('that waits outlives the process', async () => {
    await opens();
    answers = status(500);
    expect(await told()).toEqual([CHANNEL]);
    await door.close();
    answers = ok;
    await start(TUESDAY_MORNING + 60_000);
    await door.deliver();
    expect(news().map(({ path }) => path)).toEqual([CHANNEL]);
  });

  it.each<[string, Answers]>([
    ['429', status(429, { 'retry-after': '600' })],
    ['412', status(412)],
    ['500', status(500)],
    ['401', status(401)],
    ['no answer', () => {}],
  ])('that the connector meets with %s is posted later, once', async (_, fault) => {
    await opens();
    answers = fault;
    expect(await told()).toEqual([CHANNEL]);
    answers = ok;
    await door.deliver(3_600_000);
    expect(news()).toHaveLength(1);
    await door.deliver(DAY);
    expect(news()).toEqual([]);
    expect(await givenUp()).toEqual([]);
  });

  it('waits as long as Retry-After asks', async () => {
    await opens();
    answers = status(429, { 'retry-after': '600' });
    await told();
    await door.deliver(599_000);
    expect(news()).toEqual([]);
    await door.deliver(1_001);
    expect(news()).toHaveLength(1);
  });

  it.each([403, 404])('that is met with %i ends the chat, and staff can see it', async (code) => {
    await opens();
    answers = status(code);
    expect(await told()).toEqual([CHANNEL]);
    expect(await givenUp()).toMatchObject([
      { kind: 'notice', body: { to: 'staff-chat' }, reason: `the channel answered ${code}` },
    ]);
    expect(await audited()).toEqual(['notices.ended', 'notices.begun']);
    expect(door.logged()).toContain('a chat of staff takes no more notices');
    answers = ok;
    expect(await told()).toEqual([]);
  });

  it('that one of two chats refuses reaches the other once', async () => {
    await opens();
    await opens(slack.mentioned);
    answers = (res, nth, received) => (received.path === IN_SLACK ? ok : status(500))(res, nth, received);
    expect((await told()).toSorted()).toEqual([CHANNEL, IN_SLACK]);
    answers = ok;
    await door.deliver(60_000);
    expect(news().map(({ path }) => path)).toEqual([CHANNEL]);
  });

  it('whose card is found malformed is posted as plain text', async () => {
    await opens();
    answers = (res, nth, received) => (received.activity.attachments ? status(400) : ok)(res, nth, received);
    const reference = await door.handOff();
    await door.deliver();
    expect(news().at(-1)?.activity).toMatchObject({
      textFormat: 'plain',
      text: expect.stringContaining(`${PUBLIC_URL}/staff/requests/${reference}`),
    });
    expect(await givenUp()).toEqual([]);
  });

  it('is never posted to a service that is not listed, whatever the database says', async () => {
    const code = await door.code();
    const serviceUrl = 'https://evil.example/';
    const address = { type: 'event', channelId: 'msteams', serviceUrl, conversation: { id: 'x' } };
    await door.send(inTeams(`notices here ${code}`));
    const [chat] = await door.store.staffChats(HARBOR);
    await door.store.closeStaffChats({ id: chat?.id ?? '' });
    await door.store.keepChatCode({ hash: 'h', clinicId: HARBOR, expiresAt: door.clock.now + 1 }, door.clock.now);
    await door.store.openStaffChat('h', { id: 'evil', team: null, address }, door.clock.now);
    news();
    expect(await told()).toEqual([]);
    expect(await givenUp()).toMatchObject([{ reason: 'the chat of staff cannot be written to' }]);
  });
});

describe('a code', () => {
  it('works once, and not in another chat afterwards', async () => {
    const code = await door.code();
    await answered(inTeams(`notices here ${code}`));
    expect(await answered(slack.mentioned(`notices here ${code}`))).toEqual([expect.stringContaining('does not work')]);
    expect(await told()).toEqual([CHANNEL]);
  });

  it('works in small letters, as pasted, and in a private chat', async () => {
    const code = (await door.code()).toLowerCase();
    expect(await answered(teams.message(`Notices here \`${code}\`.`))).toEqual([expect.stringContaining('come here')]);
    expect(await told()).toEqual(['POST /v3/conversations/a:1pL6i0oY3C0K8oAj8-invented/activities']);
  });

  it.each(['', 'K7MQ-K7MQ-K7MQ-K7MQ-K7MQ'])('that is %j opens nothing', async (code) => {
    await door.code();
    expect(await answered(inTeams(`notices here ${code}`))).toEqual([expect.stringContaining('does not work')]);
    expect(await told()).toEqual([]);
  });

  it('is over after an hour', async () => {
    const code = await door.code();
    door.clock.now += 3_600_000;
    expect(await answered(inTeams(`notices here ${code}`))).toEqual([expect.stringContaining('does not work')]);
    expect(await told()).toEqual([]);
  });

  it('that is delivered twice opens the chat once, and says so', async () => {
    const code = await door.code();
    await answered(inTeams(`notices here ${code}`));
    expect(await answered(inTeams(`notices here ${code}`))).toEqual(['Notices come here already.']);
    expect(await told()).toEqual([CHANNEL]);
  });

  it('opens a chat for the notices of its own clinic only', async () => {
    await answered(inTeams(`notices here ${await door.code('sakura-hari')}`));
    expect(await told()).toEqual([]);
  });

  it('is neither logged nor taken for what a visitor says', async () => {
    const code = await door.code();
    await answered(inTeams(`notices here ${code}`));
    expect(door.taken).toEqual([]);
    expect(door.logged()).not.toContain(code);
  });

  it('cannot be guessed', () => {
    const picked: number[] = [];
    const code = newChatCode((below) => {
      picked.push(below);
      return picked.length % below;
    });
    expect(code).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){4}$/);
    expect(picked.map(Math.log2).reduce((sum, bits) => sum + bits)).toBeGreaterThan(95);
  });
});

describe('words that are no command', () => {
  it.each([
    'notices here K7MQ-K7MQ and my heel hurts',
    'notices here suicide',
    'notices stopped coming',
    'what notices here?',
  ])('%s: are screened and answered like any other', async (text) => {
    await door.send(teams.message(text));
    expect(door.taken.map((message) => message.text)).toEqual([text]);
  });

  it('said in a channel to others, or in an edited message, open nothing', async () => {
    const code = await door.code();
    await door.send(teams.overheard(`notices here ${code}`));
    await door.send(teams.edited(`notices here ${code}`));
    expect(await door.store.staffChats(HARBOR)).toEqual([]);
  });

  it('"notices stop" where none come is a message like any other', async () => {
    await door.send(teams.message('notices stop'));
    expect(door.taken).toHaveLength(1);
  });
});

describe('the end', () => {
  it('comes with "notices stop", in any thread of the channel', async () => {
    await opens();
    const elsewhere = inTeams('notices stop');
    const conversation = { ...Object(elsewhere.conversation), id: '19:invented0000000000@thread.tacv2;messageid=9' };
    expect(await answered({ ...elsewhere, conversation })).toEqual(['No more notices come here.']);
    expect(await told()).toEqual([]);
    expect(await audited()).toEqual(['notices.ended', 'notices.begun']);
  });

  it('gives a notice that still waits up, for staff to see', async () => {
    await opens();
    answers = status(500);
    await told();
    answers = ok;
    await answered(inTeams('notices stop'));
    await door.deliver(60_000);
    expect(news()).toEqual([]);
    expect(await givenUp()).toMatchObject([{ reason: expect.stringContaining('no notices any more') }]);
  });

  it.each([
    ['the team', () => opens(), teams.team.left],
    ['a private chat', () => opens(teams.message), teams.team.removed],
    ['a Slack channel', () => opens(slack.mentioned), slack.left('us')],
  ])('comes when the bot is removed from %s', async (_, open, removal) => {
    await open();
    expect(await answered(removal)).toEqual([]);
    expect(await told()).toEqual([]);
    expect(door.logged()).toContain('the bot was removed');
    expect(await audited()).toEqual(['notices.ended', 'notices.begun']);
  });

  it.each([
    ['somebody else leaves', () => opens(), teams.team.othersLeft],
    ['the app is brought up to date', () => opens(teams.message), teams.team.takenOutToUpgrade],
    ['somebody leaves the Slack channel', () => opens(slack.mentioned), slack.left('somebody')],
    ['the bot leaves another chat', () => opens(), teams.team.removed],
  ])('does not come when %s', async (_, open, activity) => {
    await open();
    await answered(activity);
    expect(await told()).toHaveLength(1);
  });
});
