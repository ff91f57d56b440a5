import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { PRIVATE } from '../../src/channels/place.ts';
import { rendererFor } from '../../src/channels/renderers.ts';
import type { Reply } from '../../src/replies/reply.ts';
import { ok, type Received } from './bot-framework/support/connector-stub.ts';
import { type GuardedDoor, openGuardedDoor } from './bot-framework/support/guarded-door.ts';
import { reply } from './bot-framework/support/samples.ts';
import { direct, joined, mentioned, overheard, press, TOKEN } from './recorded/slack.ts';
import { anyReply, shippedReplies } from './support/all-replies.ts';
import { slackFaults } from './support/check-blocks.ts';

const render = (given: Reply) => rendererFor('slack', 'https://chat.example')(given);
const labels = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `o${n}`, label: `Choice ${n}` }));

describe('blocks', () => {
  it('of every reply of the shipped content are within the limits, and none is cut', () => {
    for (const each of shippedReplies()) {
      const { channelData, text } = render(each);
      expect([each.lines, slackFaults(channelData)]).toEqual([each.lines, []]);
      expect(text).not.toMatch(/…$/);
    }
  });

  it('of any reply are within the limits', () => {
    fc.assert(fc.property(anyReply, (given) => void expect(slackFaults(render(given).channelData)).toEqual([])));
  });

  it('mean nothing that a text did not mean', () => {
    fc.assert(
      fc.property(anyReply, (given) => {
        const { from, heading } = given;
        const hostile = { ...given, links: [], text: `<!channel> <@U1> <https://evil.example|x> ${given.text}` };
        const shown = JSON.stringify(render({ ...hostile, ...(from && { from }), heading }).channelData);
        expect(shown).not.toMatch(/<[!@#]|<http|<javascript/);
      }),
    );
  });

  it('cut a long text at a line or a word, and lose none of it', () => {
    const text = Array.from({ length: 900 }, (_, n) => `word${n} & so`).join(' ');
    const { blocks } = render(reply({ text })).channelData;
    expect(blocks.length).toBeGreaterThan(3);
    expect(blocks.map((block: { text: { text: string } }) => block.text.text).join(' ')).toBe(
      text.replaceAll('&', '&amp;'),
    );
  });

  it('show five choices as buttons and the next five in a menu; the text numbers them all', () => {
    const { text, channelData } = render(reply({ options: labels(12) }));
    const { elements, block_id } = channelData.blocks.at(-1);
    expect(block_id).toBe('plumbline:r-0');
    expect(elements.map(({ type }: { type: string }) => type)).toEqual([...Array(5).fill('button'), 'overflow']);
    expect(elements[5].options).toHaveLength(5);
    expect(text).toContain('12. Choice 11');
    expect(channelData.text).toBe(text);
  });

  it.each([
    [6, 6, 0],
    [7, 5, 2],
  ])('never have a menu of one entry: of %i choices %i are buttons', (count, buttons, entries) => {
    const { elements } = render(reply({ options: labels(count) })).channelData.blocks.at(-1);
    expect(elements.filter(({ type }: { type: string }) => type === 'button')).toHaveLength(buttons);
    expect(elements.at(-1).options ?? []).toHaveLength(entries);
  });

  it.each(['emergency', 'staff'] as const)('show every word of a reply of kind %s, with no “see more”', (kind) => {
    const { blocks } = render(reply({ kind, from: 'Dana', text: 'Call.\n'.repeat(90) })).channelData;
    expect(blocks.map(({ expand }: { expand?: boolean }) => expand)).toEqual(blocks.map(() => true));
  });

  it('and the text alone are never cut within a sign', () => {
    const label = `${'x'.repeat(73)}😀 and more`;
    const long = reply({ kind: 'staff', text: `a${'&'.repeat(2_000)}`, options: [{ id: 'o', label }] });
    const { text, channelData } = render(long);
    expect(text?.replaceAll('&amp;', '')).toBe('a…');
    expect(channelData.blocks.at(-1).elements[0].text.text).toBe(`${'x'.repeat(73)}…`);
  });

  it('keep what is read back in two columns', () => {
    const { channelData } = render(reply({ facts: [{ label: 'When', value: 'Mon <9>' }] }));
    expect(channelData.blocks[1]).toEqual({
      type: 'section',
      fields: [{ type: 'mrkdwn', text: '*When*\nMon &lt;9&gt;' }],
    });
  });

  it('go to the thread that the visitor wrote in', () => {
    const inThread = rendererFor('slack', null, { ...PRIVATE, thread: '1795273200.000100' })(reply());
    expect(inThread.channelData).toMatchObject({ thread_ts: '1795273200.000100', text: inThread.text });
    expect(render(reply()).channelData).not.toHaveProperty('thread_ts');
  });
});

describe('recorded activities', () => {
  let door: GuardedDoor;
  const open = async (): Promise<void> => {
    door = await openGuardedDoor(ok);
  };
  afterEach(() => door.close());

  async function replay(...activities: readonly Readonly<Record<string, unknown>>[]): Promise<Received[]> {
    for (const activity of activities) {
      door.news();
      expect((await door.send(activity)).status).toBe(200);
      await door.idle();
    }
    return door.news();
  }
  const linesOf = (received: readonly Received[]): string[] =>
    received.flatMap(({ activity }) => activity.channelData.plumbline.lines);
  const actionsOf = (received: readonly Received[]) =>
    received.flatMap(({ activity }) => activity.channelData.blocks).findLast(({ type }) => type === 'actions');

  it('a direct message is answered in blocks, and the token that came with it is gone', async () => {
    await open();
    const received = await replay(direct('what is plantar fasciitis?'));
    for (const { activity } of received) {
      const { plumbline, ...message } = activity.channelData;
      expect(slackFaults(message)).toEqual([]);
      expect(plumbline.lines).toHaveLength(1);
    }
    expect(JSON.stringify([received, door.taken]) + door.logged()).not.toContain(TOKEN);
  });

  it('a message in a thread is answered there', async () => {
    await open();
    const [answer] = await replay(direct('hello', '1795273100.000001'));
    expect(answer?.activity.channelData.thread_ts).toBe('1795273100.000001');
  });

  it.each([
    ['without text', null],
    ['with its value as text', 'Check my symptoms'],
  ])('a pressed button %s is read back, and pressed again is answered from the store', async (_, text) => {
    await open();
    const { elements, block_id } = actionsOf(await replay(direct('hello')));
    const pressed = { type: 'button', block_id, action_id: elements[1].action_id, value: elements[1].value };
    const first = await replay(press(pressed, text, 'p1'));
    expect(linesOf(first)).toEqual(['interview.start', 'interview.ask-region']);
    expect(linesOf(await replay(press(pressed, text, 'p2')))).toEqual(linesOf(first));
    expect(await replay(press(pressed, text, 'p2'))).toEqual([]);
  });

  it('a choice from the menu is read back', async () => {
    await open();
    const { elements, block_id } = actionsOf(await replay(direct('what is plantar fasciitis?')));
    const { text, value } = elements.at(-1);
    const received = await replay(
      press({ type: 'overflow', block_id, action_id: 'more', selected_option: { text, value } }),
    );
    expect(linesOf(received).join()).toMatch(/feedback/);
  });

  it('in a channel, health is held back and an emergency told without its sign', async () => {
    await open();
    const held = await replay(mentioned('hello'), mentioned('my heel hurts', 'm2'));
    expect(JSON.stringify(held)).not.toMatch(/heel/);
    expect(held[0]?.activity.text).toMatch(/direct message/);
    const alarm = await replay(mentioned('I have chest pain and cannot breathe', 'm3'));
    expect(alarm[0]?.activity.text).toMatch(/call 911 now/);
    expect(JSON.stringify(alarm)).not.toMatch(/chest|breathe/);
    expect(door.taken.map(({ text }) => text)).toEqual([
      'hello',
      'my heel hurts',
      'I have chest pain and cannot breathe',
    ]);
  });

  it('a mention that Slack tells of twice is answered once, however it is told of', async () => {
    await open();
    const mention = mentioned('hello', 'm1');
    expect(await replay(mention)).not.toEqual([]);
    expect(await replay({ ...mention, id: 'm1-as-message' })).toEqual([]);
    expect(await replay(mentioned('hello', 'm2'))).not.toEqual([]);
  });

  it('talk to others is not read; being invited is, once', async () => {
    await open();
    expect(await replay(overheard('my heel hurts'))).toEqual([]);
    expect(await replay(joined('somebody'))).toEqual([]);
    expect(linesOf(await replay(joined('us')))).toEqual(['greeting.hello']);
  });
});
