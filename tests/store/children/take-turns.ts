import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../../src/store/sqlite-store.ts';
import { acceptedOf, messageOf, replyOf, turnOf } from '../builders.ts';

/** Takes turns in several visits at once, and tells each accept and each commit that was acknowledged. */
async function takeTurns(file: string, visits: number): Promise<void> {
  const store = await openSqliteStore(file);
  const until = Date.now() + 20_000;
  await Promise.all(
    Array.from({ length: visits }, async (_, index) => {
      const visitId = `web/clinic-a/${index}`;
      let { revision } = await store.load(visitId);
      while (Date.now() < until) {
        const number = revision + 1;
        const message = messageOf(`${number}`, { visitId });
        const { entry } = await store.accept(acceptedOf(message), number);
        writeSync(1, `accepted ${index} ${number}\n`);
        await store.commit(
          turnOf(message, {
            revision,
            state: { number },
            answers: entry.id,
            replies: [replyOf(`${number}-a`), replyOf(`${number}-b`)],
            outbox: [{ key: `${visitId}/${number}`, kind: 'notice', body: number }],
          }),
        );
        writeSync(1, `committed ${index} ${number}\n`);
        revision = number;
      }
    }),
  );
}

const [file = '', visits = '1'] = process.argv.slice(2);
await takeTurns(file, Number(visits));
