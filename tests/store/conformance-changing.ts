import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { messageOf, replyOf, turnOf } from './builders.ts';

/** Messages that their writer changed or deleted. */
export function changingConformance(store: () => Store): void {
  describe('a message that its writer changes', () => {
    const { visitId } = messageOf('hello');
    const keep = (text: string, revision: number, now = 10) => {
      const message = messageOf(text);
      return store().commit(turnOf(message, { keep: message, revision, now, replies: [replyOf(text)] }));
    };
    const key = (text: string): string => messageOf(text).keys[0];
    const said = async () =>
      (await store().logAfter(visitId, 0, 20)).flatMap((entry) =>
        entry.from === 'visitor' ? [{ at: entry.at, text: entry.message.text, changed: entry.changed }] : [],
      );

    it('stands in its log with the new words, at the end, where whoever reads on finds it', async () => {
      await keep('first', 0);
      await keep('second', 1);
      const seq = (await store().logAfter(visitId, 0, 20)).at(-1)?.seq ?? 0;
      expect(await store().changeKept(key('first'), 'better', 30)).toBe(true);
      expect(await said()).toEqual([
        { at: 10, text: 'second', changed: undefined },
        { at: 30, text: 'better', changed: 'edited' },
      ]);
      expect(await store().logAfter(visitId, seq, 20)).toMatchObject([
        { id: key('first'), message: { text: 'better' } },
      ]);
      await keep('third', 2, 40);
      expect((await said()).at(-1)).toMatchObject({ text: 'third' });
    });

    it('loses its words when it is deleted, once, however often it is changed before or after', async () => {
      await keep('first', 0);
      await store().changeKept(key('first'), 'better', 20);
      expect(await store().changeKept(key('first'), null, 30)).toBe(true);
      expect(await store().changeKept(key('first'), null, 40)).toBe(true);
      expect(await said()).toEqual([{ at: 30, text: '', changed: 'deleted' }]);
      await store().changeKept(key('first'), 'first', 50);
      expect(await said()).toEqual([{ at: 50, text: 'first', changed: 'edited' }]);
    });

    it('keeps its replies, and the visit its state and revision', async () => {
      await keep('first', 0);
      await store().changeKept(key('first'), null, 30);
      expect(await store().repliesTo([key('first')])).toEqual([replyOf('first')]);
      expect(await store().load(visitId)).toEqual({ state: { said: 'first' }, revision: 1 });
      await keep('second', 1);
    });

    it('that was never kept is none, and a message of others stays as it is', async () => {
      await store().commit(turnOf(messageOf('first')));
      await keep('second', 1);
      expect(await store().changeKept(key('first'), null, 30)).toBe(false);
      expect(await store().changeKept('nobody', null, 30)).toBe(false);
      expect(await said()).toEqual([{ at: 10, text: 'second', changed: undefined }]);
    });

    it('is gone from the messages without an answer, and no other is', async () => {
      const miss = (text: string, revision: number, now: number, replies = [replyOf(text)]) =>
        store().commit(turnOf(messageOf(text), { miss: text, revision, now, replies }));
      await miss('first', 0, 10);
      await miss('second', 1, 20, []);
      await miss('third', 2, 30);
      await store().changeKept(key('first'), null, 40);
      await store().changeKept(key('second'), null, 40);
      expect((await store().misses(9)).map(({ text }) => text)).toEqual(['third', 'second']);
    });
  });
}
