import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { hidden } from '../staff/support/browser.ts';
import { type DeskServer, MINUTE, startDeskServer } from './support/desk-server.ts';
import { openChat, type VisitorChat } from './support/visitor-chat.ts';

const startClinic = (): Promise<DeskServer> =>
  startDeskServer({
    booking: [{ way: 'person', 'answer-within': 5 }, { way: 'callback' }, { way: 'phone', number: '+1 508 555 0142' }],
  });

/** Asks for a person, and gives the reference that staff see. */
async function askForPerson(server: DeskServer, chat: VisitorChat): Promise<string> {
  await chat.until('greeting.hello');
  await chat.say('I want to talk to a real person');
  await chat.until('person.asked');
  return vi.waitFor(async () => {
    const { rows } = await server.store.requests({
      clinicIds: ['quay-podiatry'],
      kinds: ['hand-off'],
      limit: 9,
      offset: 0,
    });
    const [request] = rows;
    if (!request) throw new Error('staff see no request');
    return request.reference;
  });
}

it('joins, writes, is answered, and leaves; the bot is silent meanwhile, save for an emergency', async () => {
  const server = await startClinic();
  const staff = await server.frontDesk('Kim Lee');
  const chat = await openChat(server.url);
  const reference = await askForPerson(server, chat);
  await staff.press(`/staff/requests/${reference}`, 'claim');
  await chat.until('staff.joined');
  const page = `/staff/visits/${reference}`;
  const write = async (text: string): Promise<void> => {
    const { text: html } = await staff.get(page);
    const sent = await staff.post(`${page}/reply`, { text, once: hidden(html, 'once') ?? '' });
    expect(sent.status).toBe(303);
  };
  await write('Hello, this is Kim. How can I help?');
  const wrote = await chat.until('staff.wrote');
  expect(wrote.entities?.find(({ from }) => from)?.from).toBe('Kim Lee');

  const lines = chat.lines().length;
  await chat.say('Can flat feet cause back pain?');
  await vi.waitFor(async () => expect((await staff.get(page)).text).toContain('Can flat feet cause back pain?'));
  await wait(200);
  expect(chat.lines()).toHaveLength(lines);

  await chat.say('I have crushing chest pain and my left arm is numb');
  await chat.until('safety.emergency');
  await write('Please call 911 as it says.');
  await chat.until('staff.wrote', 2);

  await staff.press(`/staff/requests/${reference}`, 'close');
  await chat.until('staff.left');
  server.forward(10 * MINUTE);
  await wait(100);
  expect(chat.lines()).not.toContain('person.nobody-came');
  expect(chat.lines().filter((line) => line.startsWith('staff.'))).toEqual([
    'staff.joined',
    'staff.wrote',
    'staff.wrote',
    'staff.left',
  ]);
});

it('is said not to have come after the set time, not before, and can still join afterwards', async () => {
  const server = await startClinic();
  const staff = await server.frontDesk();
  const chat = await openChat(server.url);
  const reference = await askForPerson(server, chat);
  await wait(100);
  server.forward(4.5 * MINUTE);
  await wait(200);
  expect(chat.lines()).not.toContain('person.nobody-came');
  server.forward(0.6 * MINUTE);
  const said = await chat.until('person.nobody-came');
  expect(JSON.stringify(said)).toContain('5550142');
  await staff.press(`/staff/requests/${reference}`, 'claim');
  await chat.until('staff.joined');
  server.forward(30 * MINUTE);
  await wait(100);
  expect(chat.lines().filter((line) => line === 'person.nobody-came')).toHaveLength(1);
});

it('is not called once the visitor asked to be forgotten', async () => {
  const server = await startClinic();
  const staff = await server.frontDesk();
  const chat = await openChat(server.url);
  const reference = await askForPerson(server, chat);
  await chat.say('forget me');
  await chat.until('forget.done');
  const lines = chat.lines().length;
  expect((await staff.press(`/staff/requests/${reference}`, 'claim')).status).not.toBe(303);
  server.forward(30 * MINUTE);
  await wait(200);
  expect(chat.lines()).toHaveLength(lines);
});
