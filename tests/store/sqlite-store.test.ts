import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { acceptedOf, messageOf, replyOf, requestOf, turnOf, waitingWork } from './builders.ts';
import { storeConformance } from './conformance.ts';
import { tempFile } from './temp-folder.ts';

storeConformance('SQLite in memory', () => openSqliteStore(':memory:'));

const folder = mkdtempSync(join(tmpdir(), 'plumbline-conformance-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
storeConformance('SQLite on disk', () => openSqliteStore(join(folder, `${files++}.db`)));

describe('the SQLite file', () => {
  const hello = messageOf('hello');

  it('keeps everything when it is opened again', async () => {
    const file = tempFile();
    const first = await openSqliteStore(file);
    await first.open(hello.visitId, 'clinic-a', 1);
    await first.accept(acceptedOf(hello), 2);
    const outbox = [{ key: 'work', kind: 'notice', body: { a: 1 } }];
    await first.commit(turnOf(hello, { answers: 'entry-hello', outbox }));
    await first.accept(acceptedOf(messageOf('waiting')), 3);
    await first.secret('tokens', () => 'kept');
    const log = await first.logAfter(hello.visitId, 0, 10);
    await first.close();

    const second = await openSqliteStore(file);
    expect(await second.load(hello.visitId)).toEqual({ state: { said: 'hello' }, revision: 1 });
    expect(await second.isOpen(hello.visitId)).toBe(true);
    expect(await second.logAfter(hello.visitId, 0, 10)).toEqual(log);
    expect(log).toHaveLength(3);
    expect(await second.repliesTo(hello.keys)).toEqual([replyOf('hello')]);
    expect(await second.unanswered()).toEqual([acceptedOf(messageOf('waiting'))]);
    expect(await waitingWork(second)).toEqual(outbox);
    expect(await second.secret('tokens', () => 'new')).toBe('kept');
    await second.close();
  });

  it('is complete by itself once closed', async () => {
    const file = tempFile();
    const store = await openSqliteStore(file);
    await store.commit(turnOf(hello));
    await store.close();
    expect(existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0).toBe(0);
  });

  it('is made with its folders, for its owner only', async () => {
    const file = join(tempFile('deep'), 'er', 'plumbline.db');
    const store = await openSqliteStore(file);
    await store.close();
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(statSync(dirname(file)).mode & 0o077).toBe(0);
  });

  it('is refused with an error when it is no database', async () => {
    await expect(openSqliteStore(join(import.meta.dirname, 'builders.ts', 'x.db'))).rejects.toThrow();
    await expect(openSqliteStore(import.meta.dirname)).rejects.toThrow();
    const text = tempFile('notes.txt');
    writeFileSync(text, 'not a database, and long enough to be read as the head of one '.repeat(20));
    await expect(openSqliteStore(text)).rejects.toThrow('not a database');
    expect(readFileSync(text, 'utf8')).toMatch(/^not a database/);
  });

  it('writes to disk before it answers', async () => {
    const file = tempFile();
    const store = await openSqliteStore(file);
    await store.commit(turnOf(hello));
    const other = new Database(file);
    expect(other.prepare('SELECT revision FROM visits').all()).toEqual([{ revision: 1 }]);
    await store.close();
  });

  it('holds no word of a forgotten visitor, in any table or free page', async () => {
    const file = tempFile();
    const store = await openSqliteStore(file);
    const said = messageOf('zanzibarpain', { keys: ['k1'] });
    const outbox = [{ key: 'work', kind: 'booking', body: { words: 'zanzibarwork' } }];
    await store.accept(acceptedOf(said, 'e1'), 1);
    await store.commit(
      turnOf(said, { answers: 'e1', state: { reason: 'zanzibarstate' }, outbox, replies: [replyOf('zanzibarreply')] }),
    );
    const please = messageOf('zanzibarplease', { keys: ['k2'] });
    await store.accept(acceptedOf(please, 'e2'), 2);
    for (const word of ['pain', 'work', 'state', 'reply', 'please']) {
      expect(bytesBeside(file)).toContain(`zanzibar${word}`);
    }
    await store.commit(
      turnOf(please, { answers: 'e2', revision: 1, forget: true, state: {}, replies: [replyOf('gone', { id: 'r2' })] }),
    );
    expect(bytesBeside(file)).not.toContain('zanzibar');
    expect(await store.accept(acceptedOf(said, 'e3'), 3)).toHaveProperty('duplicate', true);
    expect(bytesBeside(file)).not.toContain('zanzibar');
    await store.close();
  });

  it('holds no word of a message that its writer deleted or changed', async () => {
    const file = tempFile();
    const store = await openSqliteStore(file);
    const message = messageOf('zanzibarpain', { keys: ['k1'] });
    await store.commit(
      turnOf(message, { keep: message, miss: 'zanzibarmiss', state: {}, replies: [replyOf('reply')] }),
    );
    for (const word of ['pain', 'miss']) expect(bytesBeside(file)).toContain(`zanzibar${word}`);
    await store.changeKept('k1', 'zanzibarother', 9);
    expect(bytesBeside(file)).not.toMatch(/zanzibar(pain|miss)/);
    await store.changeKept('k1', null, 9);
    expect(bytesBeside(file)).not.toContain('zanzibar');
    await store.close();
  });

  it('holds no word of an expired visit', async () => {
    const file = tempFile();
    const store = await openSqliteStore(file);
    const outbox = [{ key: 'work', kind: 'booking', body: { words: 'zanzibarwork' } }];
    await store.commit(turnOf(messageOf('zanzibarpain'), { outbox, audit: { note: 'zanzibaraudit' }, now: 5 }));
    await store.delivered('work', 6);
    await store.expire('clinic-a', 6, 5);
    expect(bytesBeside(file)).toContain('zanzibaraudit');
    await store.expire('clinic-a', 6, 6);
    expect(bytesBeside(file)).not.toContain('zanzibar');
    await store.close();
  });

  it('holds no word of a request that was withdrawn, erased or is too old', async () => {
    const file = tempFile();
    const store = await openSqliteStore(file);
    const words = (reference: string) => ['name', 'phone', 'work', 'note'].map((word) => `zanzibar${word}${reference}`);
    for (const reference of ['A', 'B', 'C']) {
      const [details, twin = '', name, text = ''] = words(reference);
      const requests = [requestOf(reference, { details, twin })];
      const outbox = [{ key: reference, kind: 'fhir-book', body: { reference, name } }];
      await store.commit(turnOf(messageOf(reference, { visitId: reference }), { requests, outbox }));
      await store.addNote(reference, { at: 1, by: 'Kim', text });
      for (const word of words(reference)) expect(bytesBeside(file)).toContain(word);
    }
    const gone = (reference: string) => {
      for (const word of words(reference)) expect(bytesBeside(file)).not.toContain(word);
    };
    await store.commit(turnOf(messageOf('cancel', { visitId: 'A' }), { revision: 1, withdraw: ['A'] }));
    gone('A');
    await store.eraseRequest('B', 9);
    gone('B');
    await store.expireRequests('clinic-a', 1_001);
    gone('C');
    await store.close();
  });

  it('gives a damaged state as it stands, and goes on', async () => {
    const file = tempFile();
    const store = await openSqliteStore(file);
    await store.commit(turnOf(hello));
    change(file, `UPDATE visits SET state = '{"urgency":"emer'`);
    expect(await store.load(hello.visitId)).toEqual({ state: '{"urgency":"emer', revision: 1 });
    await store.commit(turnOf(messageOf('more'), { revision: 1 }));
    expect(await store.load(hello.visitId)).toEqual({ state: { said: 'more' }, revision: 2 });
    await store.close();
  });

  it('skips a damaged log entry, and reads damaged work as text', async () => {
    const file = tempFile();
    const store = await openSqliteStore(file);
    await store.commit(turnOf(hello, { outbox: [{ key: 'work', kind: 'notice', body: {} }] }));
    for (const text of ['a', 'b', 'c']) await store.accept(acceptedOf(messageOf(text)), 1);
    change(file, `UPDATE log SET body = '{' WHERE entry_id = 'entry-a'`);
    change(file, `UPDATE log SET body = '{"from":"visitor"}' WHERE entry_id = 'entry-b'`);
    change(file, `UPDATE outbox SET body = '{'`);
    expect((await store.logAfter(hello.visitId, 0, 10)).map(({ id }) => id)).toEqual(['reply-to-hello', 'entry-c']);
    expect((await store.unanswered()).map(({ entryId }) => entryId)).toEqual(['entry-c']);
    expect(await waitingWork(store)).toEqual([{ key: 'work', kind: 'notice', body: '{' }]);
    await store.close();
  });
});

/** All bytes of the database, its write-ahead file included. */
function bytesBeside(file: string): string {
  const folder = dirname(file);
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('\n');
}

function change(file: string, sql: string): void {
  const db = new Database(file);
  db.exec(sql);
  db.close();
}
