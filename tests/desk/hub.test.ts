import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { ok, startConnector, status } from '../channels/bot-framework/support/connector-stub.ts';
import { agentMessage, CONVERSATION, HUB, handOffStatus, message, VISITOR } from '../channels/recorded/direct-line.ts';
import * as slack from '../channels/recorded/slack.ts';
import * as teams from '../channels/recorded/teams.ts';
import { type ServerProcess, startServerProcess } from '../support/server.ts';
import { writeContent } from './support/clinic-folder.ts';
import { CLINIC } from './support/clinics.ts';
import { MINUTE, TUESDAY_MORNING } from './support/desk-server.ts';
import { type HubServer, startHubServer, viaHub } from './support/hub-server.ts';
import { askDirectLine, openChat } from './support/visitor-chat.ts';

const EMERGENCY = 'I have crushing chest pain and my left arm is numb';
const QUESTION = 'Can flat feet cause back pain?';
const LEASE_MS = 61_000;
const preload = fileURLToPath(new URL('./children/kill-at.ts', import.meta.url));
const viaInbox = [{ way: 'person', 'answer-within': 5 } as const, ...viaHub.slice(1)];

/** Asks for a person, and gives the event that the hub got. */
async function askForPerson(server: HubServer, nth = 1) {
  const before = server.events().length;
  await server.send(message('can I talk to a real person?', nth));
  await vi.waitFor(() => expect(server.events()).toHaveLength(before + 1), { timeout: 10_000, interval: 5 });
  return server.events().at(-1);
}

/** Sends what a hub tells, one after the other, and gives the lines that came of each. */
async function tell(server: HubServer, ...told: readonly Readonly<Record<string, unknown>>[]): Promise<string[][]> {
  const said: string[][] = [];
  for (const activity of told) {
    const before = server.lines().length;
    await server.send(activity);
    await server.desk.idle();
    said.push(server.lines().slice(before));
  }
  return said;
}
const requests = async ({ store }: { readonly store: Store }) =>
  (await store.requests({ clinicIds: [CLINIC], kinds: ['hand-off'], limit: 9, offset: 0 })).rows;

describe('a hub that listens on the channel', () => {
  it('is asked, takes the visit, and gives it back; the bot is silent meanwhile, save for an emergency', async () => {
    const server = await startHubServer();
    await server.send(message('what is sciatica?'));
    const asked = await askForPerson(server, 2);
    expect(asked).toMatchObject({
      type: 'event',
      name: 'handoff.initiate',
      channelId: 'directline',
      conversation: { id: CONVERSATION },
      value: { urgency: 'none', language: 'en', topic: 'sciatica', reference: (await requests(server))[0]?.reference },
    });
    expect(Object.keys(asked.value).sort()).toEqual(['language', 'reference', 'topic', 'urgency']);
    expect(server.lines()).toEqual(['greeting.brief', 'answer.sciatica', 'person.asked-hub']);

    expect(await tell(server, handOffStatus({ state: 'accepted' }))).toEqual([['staff.someone-joined']]);
    expect(await requests(server)).toMatchObject([{ state: 'claimed', delivery: 'delivered' }]);
    expect(await tell(server, message(QUESTION, 3))).toEqual([[]]);
    expect(await tell(server, message(EMERGENCY, 4))).toEqual([['safety.emergency']]);
    expect(await tell(server, message(QUESTION, 5))).toEqual([[]]);
    expect(await tell(server, handOffStatus({ state: 'completed' }))).toEqual([['staff.left']]);
    expect(await requests(server)).toMatchObject([{ state: 'closed' }]);
    const [answered] = await tell(server, message(QUESTION, 6));
    expect(answered).not.toEqual([]);
    server.forward(10 * MINUTE);
    await server.desk.idle();
    expect(server.lines()).not.toContain('person.nobody-came');
  });

  it('may have its people write in the conversation: that is not taken for the words of the visitor', async () => {
    const server = await startHubServer();
    await askForPerson(server);
    expect(
      await tell(
        server,
        handOffStatus({ state: 'accepted' }),
        agentMessage('Do you have crushing chest pain?'),
        agentMessage('Is your left arm numb?'),
        handOffStatus({ state: 'completed' }),
        agentMessage('Goodbye'),
      ),
    ).toEqual([['staff.someone-joined'], [], [], ['staff.left'], []]);
    expect(server.connector.received.at(-1)?.activity).toMatchObject({
      recipient: { id: VISITOR },
      channelData: { plumbline: { urgency: 'none' } },
    });
  });

  it('does not make the visitor unheard whose id is not bound to a token', async () => {
    const server = await startHubServer();
    const from = (id: string) => ({ from: { id } });
    await tell(server, { ...message('can I talk to a real person?'), ...from('one') }, handOffStatus('accepted'));
    const said = await tell(server, { ...message(EMERGENCY, 2), ...from('another') });
    expect(said).toEqual([['safety.emergency']]);
  });

  it('gets what was said so far, without names, numbers and what was typed for a booking', async () => {
    const server = await startHubServer();
    const said = [
      'Hello, my name is Marjorie Postlethwaite. My heel hurts',
      'call me back',
      'No',
      'Foot pain',
      'marjorie p',
      'marjorie@mail.example or 508 555 0177',
    ];
    for (const [index, text] of said.entries()) await server.send(message(text, index));
    const asked = await askForPerson(server, 9);
    const [{ content, ...attachment }] = asked.attachments;
    expect([asked.attachments.length, attachment]).toEqual([
      1,
      { contentType: 'application/json', name: 'Transcript' },
    ]);
    expect(content.filter(({ from }: { from: { role: string } }) => from.role === 'user')).toEqual(
      [
        'Hello, my name is [name]. My heel hurts',
        'call me back',
        'No',
        'Foot pain',
        '[details for a booking]',
        '[details for a booking]',
        'can I talk to a real person?',
      ].map((text) => ({
        type: 'message',
        timestamp: expect.stringMatching(/^2026-12-01T15:/),
        from: { role: 'user' },
        text,
      })),
    );
    const bot = content.filter(({ from }: { from: { role: string } }) => from.role === 'bot');
    expect(bot.at(-1).text).toContain('I have asked the clinic');
    expect(JSON.stringify(asked)).not.toMatch(/marjorie|postlethwaite|0177|mail\.example/i);
    const log = await server.store.logAfter(`directline/${CLINIC}/${CONVERSATION}`, 0, 99);
    expect(
      JSON.stringify(
        log.filter(({ from }) => from === 'visitor').map((entry) => 'message' in entry && entry.message.text),
      ),
    ).not.toMatch(/marjorie|postlethwaite|0177/i);
  });

  it('is asked once, however often the message comes and the channel fails', async () => {
    let fails = 2;
    const server = await startHubServer(viaHub, (res, nth, received) =>
      received.activity.type === 'event' && fails-- > 0 ? status(503)(res, nth, received) : ok(res, nth, received),
    );
    await Promise.all([1, 1, 1].map((nth) => server.send(message('can I talk to a real person?', nth))));
    await server.desk.idle();
    for (let pause = 0; pause < 4; pause++) {
      server.forward(MINUTE);
      await server.desk.idle();
    }
    expect(server.events()).toHaveLength(3);
    expect(new Set(server.events().map(({ value }) => value.reference)).size).toBe(1);
    expect(await server.store.waiting()).toMatchObject({ rows: 1 });
    expect(server.lines().filter((line) => line === 'person.asked-hub')).toHaveLength(1);
  });

  it('that cannot take it is told honestly, with the phone, and may be asked again at once', async () => {
    const server = await startHubServer();
    const first = await askForPerson(server);
    await tell(server, handOffStatus({ state: 'failed', message: 'no agent has this skill' }));
    const said = await server.until('person.could-not-join');
    expect(JSON.stringify(said)).toContain('tel:+15085550142');
    expect(JSON.stringify(server.connector.received)).not.toContain('no agent has this skill');
    const second = await askForPerson(server, 2);
    expect(second.value.reference).not.toBe(first.value.reference);
    expect(await tell(server, handOffStatus('accepted'))).toEqual([['staff.someone-joined']]);
  });

  it('that does not answer in time is told as with the inbox, and can still join afterwards', async () => {
    const server = await startHubServer();
    await askForPerson(server);
    server.forward(4.5 * MINUTE);
    await server.desk.idle();
    expect(server.lines()).not.toContain('person.nobody-came');
    server.forward(0.6 * MINUTE);
    expect(JSON.stringify(await server.until('person.nobody-came'))).toContain('5550142');
    expect(await tell(server, handOffStatus({ state: 'accepted' }))).toEqual([['staff.someone-joined']]);
  });

  it('that cannot be asked leaves nobody waiting: the visitor is told at once, once', async () => {
    const server = await startHubServer(viaHub, (res, nth, received) =>
      (received.activity.type === 'event' ? status(403) : ok)(res, nth, received),
    );
    await askForPerson(server);
    await server.until('person.nobody-came');
    server.forward(10 * MINUTE);
    await server.desk.idle();
    expect(server.lines().filter((line) => line === 'person.nobody-came')).toHaveLength(1);
    expect(await server.store.dead([CLINIC], 9)).toMatchObject([{ kind: 'hub', reason: 'the channel answered 403' }]);
  });

  it('is not asked any more once the visitor was told that nobody came, or asked to be forgotten', async () => {
    const down = await startHubServer(viaHub, (res, nth, received) =>
      (received.activity.type === 'event' ? status(503) : ok)(res, nth, received),
    );
    await askForPerson(down);
    down.forward(6 * MINUTE);
    await down.until('person.nobody-came');
    await down.desk.idle();
    const tried = down.events().length;
    down.forward(60 * MINUTE);
    await down.desk.idle();
    expect(down.events()).toHaveLength(tried);

    const left = await startHubServer(viaHub, (res, nth, received) =>
      (received.activity.type === 'event' ? status(503) : ok)(res, nth, received),
    );
    await askForPerson(left);
    await left.send(message('forget me', 2));
    left.forward(4 * MINUTE);
    await left.desk.idle();
    expect(left.events()).toHaveLength(1);
    expect(await tell(left, handOffStatus('accepted'))).toEqual([[]]);
  });
});

describe('what a hub tells', () => {
  const [accepted, failed, completed] = ['accepted', 'failed', 'completed'].map((state) => ({ state }));
  it.each<[string, unknown[], string[]]>([
    ['twice accepted', [accepted, accepted], ['staff.someone-joined']],
    ['completed before accepted', [completed, accepted], ['staff.left']],
    ['failed before accepted', [failed, accepted], ['person.could-not-join']],
    ['failed after accepted', [accepted, failed], ['staff.someone-joined', 'person.could-not-join']],
    ['ended twice', [accepted, completed, completed, failed], ['staff.someone-joined', 'staff.left']],
    ['as text, in capitals', ['Accepted ', 'COMPLETED'], ['staff.someone-joined', 'staff.left']],
    [
      'what nobody knows',
      ['typing', { state: 'queued' }, { state: 7 }, { status: 'accepted' }, null, ['accepted'], 1],
      [],
    ],
  ])('%s', async (_, told, lines) => {
    const server = await startHubServer();
    await askForPerson(server);
    const said = await tell(server, ...told.map((value) => handOffStatus(value)));
    expect(said.flat()).toEqual(lines);
    const [answered] = await tell(server, message(QUESTION, 2));
    const isSilent = lines.at(-1) === 'staff.someone-joined';
    expect(answered?.length === 0).toBe(isSilent);
    expect(await tell(server, message(EMERGENCY, 3))).toEqual([['safety.emergency']]);
  });

  it('two at once is taken in the order it came', async () => {
    const server = await startHubServer();
    await askForPerson(server);
    await Promise.all([accepted, completed, accepted].map((value) => server.send(handOffStatus(value))));
    await server.desk.idle();
    expect(server.lines().at(-1)).toBe('staff.left');
    expect(await requests(server)).toMatchObject([{ state: 'closed', claimedBy: 'hub' }]);
  });

  it('without a hand-off is passed over', async () => {
    const server = await startHubServer();
    expect(await tell(server, handOffStatus(accepted))).toEqual([[]]);
    await server.send(message('hello'));
    expect(await tell(server, handOffStatus(accepted))).toEqual([[]]);
    expect((await tell(server, message(QUESTION, 2)))[0]).not.toEqual([]);
  });

  it('does not count when staff have the visit in the inbox', async () => {
    const server = await startHubServer();
    const staff = await server.frontDesk('Kim Lee');
    const { value } = await askForPerson(server);
    await staff.press(`/staff/requests/${value.reference}`, 'claim');
    await server.until('staff.joined');
    expect(await tell(server, handOffStatus(completed), handOffStatus(failed))).toEqual([[], []]);
    expect(await requests(server)).toMatchObject([{ state: 'claimed', claimedBy: 'kim@quay.example' }]);
  });

  it('does not count for a clinic whose people answer in the inbox', async () => {
    const server = await startHubServer(viaInbox);
    expect(await tell(server, message('can I talk to a real person?'))).toEqual([['greeting.brief', 'person.asked']]);
    expect(await tell(server, handOffStatus(accepted))).toEqual([[]]);
    expect(server.events()).toEqual([]);
    expect(await requests(server)).toMatchObject([{ state: 'open', delivery: 'waiting' }]);
  });
});

describe('a visitor who poses as the hub', () => {
  it("is not heard over the website's own chat, whose people answer in the inbox", async () => {
    const server = await startHubServer();
    const chat = await openChat(server.url);
    await chat.until('greeting.hello');
    await chat.say('I want to talk to a real person');
    await chat.until('person.asked');
    const { conversationId, token } = chat.conversation;
    for (const value of [{ state: 'accepted' }, 'accepted'])
      await askDirectLine(server.url, `/conversations/${conversationId}/activities`, token, {
        ...handOffStatus(value),
        conversation: { id: conversationId },
      });
    await chat.say(QUESTION);
    await vi.waitFor(() => expect(chat.lines().some((line) => line.startsWith('answer.'))).toBe(true));
    expect(await requests(server)).toMatchObject([{ state: 'open' }]);
    expect(chat.lines()).not.toContain('staff.someone-joined');
  });

  it.each([
    ['by the id that their token is bound to', VISITOR],
    ["by that of another visitor's token", 'dl_somebody-else'],
    ['by none', undefined],
  ])("is not heard through Azure's Direct Line, %s", async (_, from) => {
    const server = await startHubServer();
    await askForPerson(server);
    const posed = { ...handOffStatus({ state: 'accepted' }), from: from === undefined ? undefined : { id: from } };
    expect(await tell(server, posed)).toEqual([[]]);
    expect(await requests(server)).toMatchObject([{ state: 'open' }]);
    expect((await tell(server, message(QUESTION, 2)))[0]).not.toEqual([]);
  });

  it('is not heard without a token of the service, nor in another conversation', async () => {
    const server = await startHubServer();
    await askForPerson(server);
    expect(await server.sendAsStranger(handOffStatus({ state: 'accepted' }))).toBe(401);
    await tell(server, { ...handOffStatus({ state: 'accepted' }), conversation: { id: 'another-conversation' } });
    await tell(server, handOffStatus({ state: 'accepted' }, HUB, 'webchat'));
    expect(await requests(server)).toMatchObject([{ state: 'open' }]);
  });
});

describe('a channel', () => {
  it.each([
    ['Teams', teams.message],
    ['Slack', slack.direct],
    [
      'a chat where others read along',
      (text: string) => ({ ...message(text), conversation: { id: 'c', isGroup: true } }),
    ],
  ])('without hand-off events asks in the inbox: %s', async (_, write) => {
    const server = await startHubServer();
    await server.send(write('can I talk to a real person?'));
    await server.desk.idle();
    expect(server.events()).toEqual([]);
    const [request] = await requests(server);
    expect(request?.state).toBe('open');
    const { from, conversation, channelId } = write('') as ReturnType<typeof message>;
    await server.send({ ...handOffStatus({ state: 'accepted' }), conversation, channelId, recipient: from });
    expect(await requests(server)).toMatchObject([{ state: 'open' }]);
  });

  it('that takes its replies in the answer gets the event there, the same one when it repeats the message', async () => {
    const server = await startHubServer();
    const asking = { ...message('can I talk to a real person?', 1, 'webchat'), deliveryMode: 'expectReplies' };
    const { activities } = (await server.send(asking)) as { activities: Record<string, unknown>[] };
    const event = activities.at(-1);
    expect(event).toMatchObject({ type: 'event', name: 'handoff.initiate', value: { urgency: 'none' } });
    expect(event).toMatchObject({ id: (await requests(server))[0]?.reference, conversation: { id: CONVERSATION } });
    expect(await server.send(asking)).toEqual({ activities });
    await server.desk.idle();
    expect(server.events()).toEqual([]);
    await tell(server, handOffStatus('accepted', HUB, 'webchat'));
    expect(server.lines()).toEqual(['staff.someone-joined']);
  });
});

it.each([
  ['when the turn was just committed', 2],
  ['when the event was just posted', 7],
])(
  'kill -9 of the real server %s: the hub is asked under one reference, twice only where its post could not be noted',
  async (_, step) => {
    const folder = mkdtempSync(join(tmpdir(), 'hub-crash-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const connector = await startConnector();
    onTestFinished(connector.close);
    const ahead = TUESDAY_MORNING - Date.now();
    const start = async (more: Readonly<Record<string, string>>, after = 0): Promise<ServerProcess> => {
      const files = { DATABASE_URL: `file:${folder}/desk.db`, CONTENT_DIR: content, DEFAULT_CLINIC: CLINIC };
      const clock = { CLOCK_AHEAD: String(ahead + after), ALLOW_ANONYMOUS_ACTIVITIES: 'true', HOST: '127.0.0.1' };
      const server = await startServerProcess({ ...files, ...clock, ...more }, [preload]);
      onTestFinished(() => void server.child.kill('SIGKILL'));
      return server;
    };
    const content = writeContent(folder, { booking: viaHub });
    const ask = async ({ url }: ServerProcess): Promise<unknown> =>
      fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...message('can I talk to a real person?'), serviceUrl: connector.url }),
      });
    const killed = await start({ KILL_AT: String(step) });
    const exited = once(killed.child, 'exit');
    await ask(killed).catch(() => undefined);
    await exited;

    const server = await start({}, LEASE_MS);
    await ask(server);
    const events = () => connector.received.filter(({ activity }) => activity.name === 'handoff.initiate');
    await vi.waitFor(() => expect(events()).not.toEqual([]), { timeout: 20_000, interval: 50 });
    await server.stop('SIGTERM');
    expect(new Set(events().map(({ activity }) => activity.value.reference)).size).toBe(1);
    const store = await openSqliteStore(`${folder}/desk.db`);
    onTestFinished(() => store.close());
    expect(await requests({ store })).toMatchObject([{ state: 'open', delivery: 'delivered' }]);
    if (step === 2) expect(events()).toHaveLength(1);
  },
  90_000,
);
