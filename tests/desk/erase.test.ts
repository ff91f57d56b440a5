import { expect, it } from 'vitest';
import type { Browser } from '../staff/support/browser.ts';
import { hidden } from '../staff/support/browser.ts';
import { type DeskServer, startDeskServer } from './support/desk-server.ts';
import { openChat, type VisitorChat } from './support/visitor-chat.ts';

const typed = /wilhelmina|555.?0123|flat feet/i;

/** A visitor who asked something, asked to be called back, and is still there. */
async function startWithRequest(): Promise<{
  readonly server: DeskServer;
  readonly staff: Browser;
  readonly chat: VisitorChat;
  readonly reference: string;
}> {
  const server = await startDeskServer({
    booking: [{ way: 'callback' }, { way: 'person', 'answer-within': 5 }, { way: 'phone', number: '+1 508 555 0142' }],
  });
  const staff = await server.frontDesk();
  const chat = await openChat(server.url);
  await chat.until('greeting.hello');
  await chat.say('Can flat feet cause back pain?');
  await chat.until('answer.flat-feet');
  const reference = await chat.book({ name: 'Wilhelmina' });
  await chat.until('booking.delivered');
  return { server, staff, chat, reference };
}

async function erase(staff: Browser, reference: string, more: Readonly<Record<string, string>>): Promise<void> {
  const path = `/staff/requests/${reference}/erase`;
  const once = hidden((await staff.get(path)).text, 'once') ?? '';
  expect((await staff.post(path, { once, sure: 'yes', ...more })).status).toBe(303);
}

/** All that is kept of the visit, as text. */
async function keptOf({ store }: DeskServer, reference: string): Promise<string> {
  const { visitId = '' } = (await store.request(reference)) ?? {};
  return JSON.stringify([await store.load(visitId), await store.logAfter(visitId, 0, 1_000), await store.misses(99)]);
}

it('erases the chat with the request: words, typed details and memory; the visitor is told and goes on', async () => {
  const { server, staff, chat, reference } = await startWithRequest();
  await chat.say('I want to talk to a real person');
  await chat.until('person.asked');
  expect(await keptOf(server, reference)).toMatch(typed);
  await erase(staff, reference, { chat: 'yes' });
  await chat.until('forget.by-clinic');
  expect(await keptOf(server, reference)).not.toMatch(typed);
  const requests = await server.store.requests({ clinicIds: ['quay-podiatry'], limit: 9, offset: 0 });
  expect(requests.rows.map(({ kind, state }) => `${kind} ${state}`)).toEqual(['hand-off open', 'callback withdrawn']);
  await chat.say('What is sciatica?');
  await chat.until('answer.sciatica');
  expect(await chat.fillIn()).toBe('booking.read-back');
});

it('leaves the chat alone when it is left out', async () => {
  const { server, staff, chat, reference } = await startWithRequest();
  await erase(staff, reference, {});
  expect(await server.store.request(reference)).toMatchObject({ state: 'withdrawn', details: null });
  expect(await keptOf(server, reference)).toMatch(typed);
  expect(chat.lines()).not.toContain('forget.by-clinic');
});

it('never takes an emergency off the visitor’s screen', async () => {
  const { server, staff, chat, reference } = await startWithRequest();
  await chat.say('I have crushing chest pain and my left arm is numb');
  await chat.until('safety.emergency');
  await erase(staff, reference, { chat: 'yes' });
  expect((await chat.until('safety.emergency-again')).channelData?.plumbline?.urgency).toBe('emergency');
  expect(await keptOf(server, reference)).not.toMatch(/crushing|arm is numb|wilhelmina/i);
  await chat.say('thanks');
  await chat.until('safety.emergency-again', 2);
});
