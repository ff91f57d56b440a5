import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readTranscript } from '../../../src/staff/read-transcript.ts';
import { takeTurn } from '../../../src/turn/take-turn.ts';
import { tempFile } from '../../store/temp-folder.ts';
import * as slack from '../recorded/slack.ts';
import * as teams from '../recorded/teams.ts';
import {
  type Answers,
  type ConnectorStub,
  ok,
  type Received,
  startConnector,
  status,
} from './support/connector-stub.ts';
import { staffedServer } from './support/staffed-server.ts';
import { HARBOR, openToldDoor, type ToldDoor } from './support/told-door.ts';

const IN_TEAMS = `msteams/${HARBOR}/a:1pL6i0oY3C0K8oAj8-invented`;
const IN_SLACK = `slack/${HARBOR}/B0INVENTED1:T0INVENTED1:D0INVENTED1`;
const joined = { type: 'staff.joined', name: 'Dana Roe' } as const;
const wrote = (text: string) => ({ type: 'staff.wrote', name: 'Dana Roe', text }) as const;

let connector: ConnectorStub;
let answers: Answers;
let seen: number;
let door: ToldDoor;

beforeEach(async () => {
  answers = ok;
  seen = 0;
  connector = await startConnector((...asked) => answers(...asked));
  door = await openToldDoor();
});
afterEach(async () => {
  await door.close();
  await connector.close();
});

/** What the connector received since the last time this was asked. */
function news(): Received[] {
  const fresh = connector.received.slice(seen);
  seen = connector.received.length;
  return fresh;
}
const texts = (): string[] => news().map(({ activity }) => activity.text);
const asks = async (activity: Readonly<Record<string, unknown>>): Promise<void> => {
  expect(await door.post({ ...activity, serviceUrl: connector.url })).toBe(200);
  news();
};
const asksInTeams = (text = 'can I talk to a person?', id?: string) => asks(teams.message(text, id));

describe('where to write to a visit', () => {
  it('is kept of a Teams message without names, words or anything else', async () => {
    await asksInTeams();
    expect(await door.store.replyAddress(IN_TEAMS)).toEqual({
      type: 'event',
      channelId: 'msteams',
      serviceUrl: connector.url,
      conversation: {
        id: 'a:1pL6i0oY3C0K8oAj8-invented',
        conversationType: 'personal',
        tenantId: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
      },
      from: { id: '29:1bJcX0-invented-id_aZ' },
      recipient: { id: teams.BOT },
      locale: 'en-US',
    });
  });

  it("is kept of a Slack message with its thread, and without Slack's token", async () => {
    await asks(slack.direct('can I talk to a person?', '1795273200.000100'));
    const kept = JSON.stringify(await door.store.replyAddress(IN_SLACK));
    expect(kept).toContain('"thread_ts":"1795273200.000100"');
    expect(kept).not.toMatch(/xoxb|token|"name"|person/);
  });

  it('is kept of neither an arrival nor a visitor who was just forgotten', async () => {
    for (const arrival of teams.installed) await asks(arrival);
    expect(await door.store.replyAddress(IN_TEAMS)).toBeNull();
    await asksInTeams();
    await asksInTeams('forget me', '2');
    expect(await door.store.replyAddress(IN_TEAMS)).toBeNull();
  });

  it('follows the visitor to another service address', async () => {
    await asksInTeams();
    const elsewhere = await startConnector();
    onTestFinished(elsewhere.close);
    await door.post({ ...teams.message('hello', '2'), serviceUrl: elsewhere.url });
    const before = elsewhere.received.length;
    await door.tell(IN_TEAMS, 'k1', joined);
    await door.deliver();
    expect([news().length, elsewhere.received.length - before]).toEqual([0, 1]);
  });
});

describe('news', () => {
  it('reaches Teams as a message of its own, in order, once for each key', async () => {
    await asksInTeams();
    expect(await door.tell(IN_TEAMS, 'k1', joined)).toBe(true);
    for (const text of ['First.', 'Second.', 'Third.']) await door.tell(IN_TEAMS, text, wrote(text));
    expect(await door.tell(IN_TEAMS, 'First.', wrote('First.'))).toBe(false);
    await door.deliver();
    const received = news();
    expect(received.map(({ activity }) => /First|Second|Third|joined/.exec(activity.text)?.[0])).toEqual([
      'joined',
      'First',
      'Second',
      'Third',
    ]);
    expect(received[1]?.path).toBe('POST /v3/conversations/a:1pL6i0oY3C0K8oAj8-invented/activities');
    expect(received[1]?.activity).toMatchObject({
      type: 'message',
      channelId: 'msteams',
      from: { id: teams.BOT },
      recipient: { id: '29:1bJcX0-invented-id_aZ' },
    });
    expect(received[1]?.activity).not.toHaveProperty('replyToId');
    await door.deliver(86_400_000);
    expect(news()).toEqual([]);
  });

  it('reaches Slack in the thread where the visitor is', async () => {
    await asks(slack.direct('can I talk to a person?', '1795273200.000100'));
    await door.tell(IN_SLACK, 'k1', wrote('Hello <you>.'));
    await door.deliver();
    const [{ activity } = { activity: null }] = news();
    expect(activity.channelData).toMatchObject({ thread_ts: '1795273200.000100' });
    expect(activity.channelData.text).toContain('Hello &lt;you&gt;.');
  });

  it('is kept general where others read along', async () => {
    await asks(teams.mentioned('hello'));
    const visit = `msteams/${HARBOR}/19:invented0000000000@thread.tacv2;messageid=1700000000001/29%3A1bJcX0-invented-id_aZ`;
    expect(await door.store.replyAddress(visit)).not.toBeNull();
    await door.tell(visit, 'k1', wrote('About your toe.'));
    await door.deliver();
    const received = JSON.stringify(news());
    expect(received).toContain('https://teams.microsoft.com/l/chat/');
    expect(received).not.toContain('toe');
  });

  it('makes no such work for the website', async () => {
    const visitId = `directline/${HARBOR}/one`;
    const message = { visitId, channel: 'directline', clinicId: HARBOR, kind: 'wrote', locale: null } as const;
    await takeTurn({ ...message, keys: ['k0'], text: 'hello' }, door.turn);
    expect(await door.tell(visitId, 'k1', joined)).toBe(true);
    expect(await door.store.waiting()).toEqual({ rows: 0, since: null });
  });

  it.each<[string, Answers]>([
    ['429', status(429)],
    ['412', status(412)],
    ['500', status(500)],
    ['401', status(401)],
    ['no answer', () => {}],
    ['a cut connection', (res) => void res.destroy()],
    ['503', status(503)],
  ])('that a channel meets with %s goes out later, before what came after it', async (_, fault) => {
    await asksInTeams();
    answers = fault;
    await door.tell(IN_TEAMS, 'k1', wrote('First.'));
    await door.tell(IN_TEAMS, 'k2', wrote('Second.'));
    await door.deliver();
    await door.deliver(60_000);
    expect(texts().filter((text) => !text.includes('First.'))).toEqual([]);
    answers = ok;
    await door.deliver(3_600_000);
    expect(texts().map((text) => /First|Second/.exec(text)?.[0])).toEqual(['First', 'Second']);
    expect(await door.store.waiting()).toMatchObject({ rows: 0 });
  });

  it('waits as long as Retry-After asks', async () => {
    await asksInTeams();
    answers = status(429, { 'retry-after': '600' });
    await door.tell(IN_TEAMS, 'k1', joined);
    await door.deliver();
    answers = ok;
    await door.deliver(599_000);
    expect(news()).toHaveLength(1);
    await door.deliver(1_001);
    expect(news()).toHaveLength(1);
  });

  it('that a channel takes slowly goes out once', async () => {
    await asksInTeams();
    answers = (...asked) => void setTimeout(() => ok(...asked), 400);
    await door.tell(IN_TEAMS, 'k1', joined);
    await door.deliver();
    await door.deliver(3_600_000);
    expect(news()).toHaveLength(1);
  });

  it.each([403, 404])('that a channel refuses with %i is given up, and what came after it is not', async (code) => {
    await asksInTeams();
    answers = (res, nth, received) =>
      (received.activity.text.includes('First') ? status(code) : ok)(res, nth, received);
    await door.tell(IN_TEAMS, 'k1', wrote('First.'));
    await door.tell(IN_TEAMS, 'k2', wrote('Second.'));
    await door.deliver();
    expect(news()).toHaveLength(2);
    expect(await door.store.dead([HARBOR], 9)).toMatchObject([{ kind: 'say', reason: `the channel answered ${code}` }]);
  });

  it('that a channel finds malformed goes out as plain text', async () => {
    await asksInTeams();
    await door.tell(IN_TEAMS, 'k1', joined);
    answers = (res, nth, { activity }) =>
      (activity.suggestedActions ? status(400) : ok)(res, nth, { path: '', at: 0, activity });
    await door.tell(IN_TEAMS, 'k2', { type: 'staff.left' });
    await door.deliver();
    const [, withChoices, plain] = news();
    expect(withChoices?.activity.suggestedActions.actions).not.toHaveLength(0);
    expect(plain?.activity.text).toContain('\n1. ');
  });

  it('is never sent to a service that is not listed, whatever the database says', async () => {
    await asksInTeams();
    const kept = await door.store.replyAddress(IN_TEAMS);
    for (const serviceUrl of ['https://evil.example/', 'http://169.254.169.254/', 'file:///etc/passwd', 7]) {
      await door.store.keepReplyAddress(IN_TEAMS, HARBOR, { ...Object(kept), serviceUrl }, 1);
      await door.tell(IN_TEAMS, `${serviceUrl}`, joined);
      await door.deliver();
    }
    expect(news()).toEqual([]);
    expect(await door.store.dead([HARBOR], 9)).toHaveLength(4);
  });

  it('comes after the replies that are being sent', async () => {
    await asksInTeams();
    let release = (): void => {};
    answers = (...asked) => {
      release = () => ok(...asked);
    };
    const posted = door.post({ ...teams.message('what is sciatica?', '2'), serviceUrl: connector.url });
    await vi.waitFor(() => expect(connector.received).toHaveLength(seen + 1));
    await door.tell(IN_TEAMS, 'k1', joined);
    const delivered = door.deliver();
    answers = ok;
    await Promise.race([delivered, wait(500)]);
    expect(connector.received).toHaveLength(seen + 1);
    release();
    await Promise.all([posted, delivered]);
    expect(texts().at(-1)).toContain('Dana Roe');
  });

  it('that waits is dropped when the visitor asks to be forgotten', async () => {
    await asksInTeams();
    answers = status(500);
    await door.tell(IN_TEAMS, 'k1', wrote('About your toe.'));
    await door.deliver();
    answers = ok;
    await asksInTeams('forget me', '2');
    await door.deliver(3_600_000);
    expect(texts()).toEqual([]);
  });

  it('outlives the process', async () => {
    const file = tempFile();
    await door.close();
    door = await openToldDoor(file);
    await asksInTeams();
    answers = status(500);
    await door.tell(IN_TEAMS, 'k1', joined);
    await door.deliver();
    const { now } = door.clock;
    await door.close();
    answers = ok;
    news();
    door = await openToldDoor(file, now + 60_000);
    await door.deliver();
    expect(news()).toHaveLength(1);
  });
});

describe('a visitor whom a person has', () => {
  it.each([
    ['Teams', IN_TEAMS, teams.message],
    ['Slack', IN_SLACK, (text: string, id?: string) => slack.direct(text, undefined, id)],
  ])('in %s is read by staff from then on', async (_, visitId, message) => {
    await asks(message('can I talk to a person?', '1'));
    await asks(message('while nobody has come yet', '2'));
    await door.tell(visitId, 'k1', joined);
    await asks(message('Is it **you**?', '3'));
    await asks(message('Is it **you**?', '3'));
    const [request] = (await door.store.requests({ clinicIds: [HARBOR], limit: 1, offset: 0 })).rows;
    if (!request) throw new Error('nobody was asked for');
    const { entries } = await readTranscript(door, request, 0);
    expect(entries.flatMap((entry) => (entry.from === 'visitor' ? [entry.message.text] : []))).toEqual([
      'while nobody has come yet',
      'Is it **you**?',
    ]);
  });
});

describe('a visitor whom a person has, and who changes what they wrote', () => {
  const asksForAPerson = async (): Promise<void> => {
    await asksInTeams('can I talk to a person?', '1');
    await door.tell(IN_TEAMS, 'k1', joined);
    await asksInTeams('My toe is sore.', '2');
    await asksInTeams('The left one.', '3');
  };
  /** What staff read of the visitor. */
  const read = async () => {
    const [request] = (await door.store.requests({ clinicIds: [HARBOR], limit: 1, offset: 0 })).rows;
    if (!request) throw new Error('nobody was asked for');
    const { entries } = await readTranscript(door, request, 0);
    return entries.flatMap((entry) => (entry.from === 'visitor' ? [[entry.changed, entry.message.text]] : []));
  };
  const deleted = (id: string) => ({ ...teams.deleted, id });

  it('is read with the new words, and told so', async () => {
    await asksForAPerson();
    await door.post({ ...teams.edited('My heel is sore.', '2'), serviceUrl: connector.url });
    expect(texts()).toEqual([expect.stringContaining('The clinic sees it as it is now')]);
    expect(await read()).toEqual([
      [undefined, 'The left one.'],
      ['edited', 'My heel is sore.'],
    ]);
  });

  it('is read anew when the change is urgent, and no more as it was', async () => {
    await asksForAPerson();
    await door.post({ ...teams.edited('I have chest pain and cannot breathe.', '2'), serviceUrl: connector.url });
    expect(JSON.stringify(news())).toContain('safety.emergency');
    expect(await read()).toEqual([
      [undefined, 'The left one.'],
      [undefined, 'I have chest pain and cannot breathe.'],
      ['deleted', ''],
    ]);
  });

  it('is no longer read when it is deleted; nothing is said, and what came after it stands', async () => {
    await asksForAPerson();
    for (const time of [1, 2]) {
      await door.post({ ...deleted('2'), serviceUrl: connector.url });
      expect([time, news()]).toEqual([time, []]);
      expect(await read()).toEqual([
        [undefined, 'The left one.'],
        ['deleted', ''],
      ]);
    }
  });

  it('is read no more even when the deletion overtakes the turn', async () => {
    await asksForAPerson();
    const { load } = door.store;
    let underWay = (): void => {};
    const isUnderWay = new Promise<void>((resolve) => {
      underWay = resolve;
    });
    door.store.load = (visitId) => {
      underWay();
      return wait(200).then(() => load(visitId));
    };
    const slow = asksInTeams('My phone is 555-0142.', '4');
    await isUnderWay;
    await Promise.all([slow, door.post({ ...deleted('4'), serviceUrl: connector.url })]);
    expect((await read()).flat()).not.toContain('My phone is 555-0142.');
  });
});

it('a message without an answer is forgotten when its writer deletes it', async () => {
  await asksInTeams('do you mend umbrellas on sundays', '1');
  door.clock.now += 1_000;
  await asksInTeams('do you sell old bicycles', '2');
  expect(await door.store.misses(9)).toHaveLength(2);
  await asks({ ...teams.deleted, id: '1' });
  expect((await door.store.misses(9)).map(({ text }) => text)).toEqual(['do you sell old bicycles']);
});

it('kill -9 with news that waits, then restart: the visitor in Teams hears that a person joined, once', async () => {
  const staffed = await staffedServer();
  onTestFinished(() => staffed.store.close());
  let server = await staffed.start();
  onTestFinished(() => void server.stop('SIGKILL'));
  await fetch(`${server.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...teams.message('can I talk to a person?'), serviceUrl: connector.url }),
  });
  news();
  answers = status(500);
  const dana = await staffed.signedIn(server.url);
  expect((await dana.press(`/staff/visits/${await staffed.lastRequest()}`, 'claim')).status).toBe(303);
  await vi.waitFor(() => expect(news()).not.toEqual([]), { timeout: 10_000 });
  await wait(300);
  await server.stop('SIGKILL');
  news();
  answers = ok;
  server = await staffed.start();
  await vi.waitFor(() => expect(connector.received.length).toBeGreaterThan(seen), { timeout: 70_000, interval: 200 });
  await server.stop('SIGTERM');
  expect(texts()).toEqual([expect.stringContaining('Dana Roe')]);
}, 150_000);
