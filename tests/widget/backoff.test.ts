import { describe, expect, it } from 'vitest';
import { backoff } from '../../src/widget/chat/backoff.ts';
import { tabMemory } from '../../src/widget/chat/memory.ts';
import { readFrame, readOpened } from '../../src/widget/chat/protocol.ts';

describe('waiting before the next try', () => {
  it('doubles up to half a minute', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 1_000].map((attempt) => backoff(attempt, 1))).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('differs from visitor to visitor', () => {
    expect([backoff(5, 0), backoff(5, 0.5), backoff(5, 1)]).toEqual([15_000, 22_500, 30_000]);
  });
});

describe('what a server may send', () => {
  it.each([
    [null],
    [[]],
    ['x'],
    [{ activities: 'x' }],
    [{ activities: [null, 1, { type: 'message' }, { type: 'message', id: 7 }, { id: 'a', type: 'event' }] }],
  ])('%j brings nothing and breaks nothing', (json) => {
    expect(readFrame(json, null)).toEqual({ said: [], typing: false, watermark: null });
  });

  it('shows the text of clients without our entity, and no field of a wrong kind', () => {
    const activity = {
      type: 'message',
      id: 'a',
      text: 'Hi',
      from: 'me',
      entities: [{ type: 'x' }],
      suggestedActions: 3,
    };
    expect(readFrame({ activities: [activity], watermark: '4' }, null)).toMatchObject({
      said: [{ id: 'a', from: 'bot', text: 'Hi', kind: 'plain', heading: null, links: [], about: null, choices: [] }],
      watermark: '4',
    });
  });

  it('opens a conversation only with an id and a token', () => {
    expect(readOpened({ conversationId: 'c' })).toBeNull();
    expect(readOpened({ conversationId: 'c', token: 't', expires_in: 60 })).toEqual({
      conversationId: 'c',
      token: 't',
      expiresIn: 60,
      streamUrl: null,
      user: null,
    });
  });
});

describe('what a tab remembers', () => {
  it('is nothing where the browser refuses storage or another wrote there', () => {
    const refusing = tabMemory('a', () => {
      throw new Error('SecurityError');
    });
    refusing.write({ conversationId: 'c', token: 't', user: null });
    expect(refusing.read()).toBeNull();
    for (const kept of ['', 'null', '[]', '{', '{"token":1}']) {
      const storage = { getItem: () => kept } as Partial<Storage> as Storage;
      expect(tabMemory('a', () => storage).read()).toBeNull();
    }
  });

  it('of what was not sent, is only what is in order, and only until it is taken', () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    } as Partial<Storage> as Storage;
    const memory = tabMemory('a', () => storage);
    memory.keepUnsent({ draft: '', waiting: [] });
    expect(kept.size).toBe(0);
    memory.keepUnsent({ draft: 'half', waiting: [{ clientId: 'c', text: 'whole' }] });
    expect(memory.takeUnsent()).toEqual({ draft: 'half', waiting: [{ clientId: 'c', text: 'whole' }] });
    expect(kept.size).toBe(0);
    kept.set('plumbline:a:unsent', '{"draft":1,"waiting":[null,{"clientId":2},{"clientId":"c","text":"t"}]}');
    expect(memory.takeUnsent()).toEqual({ draft: '', waiting: [{ clientId: 'c', text: 't' }] });
    expect(memory.takeUnsent()).toEqual({ draft: '', waiting: [] });
  });
});
