import Database from 'libsql';
import { migrate } from '../../../src/store/sqlite-migrate.ts';

const slow = `
  CREATE TABLE half (n INTEGER);
  INSERT INTO half WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many LIMIT 300000000) SELECT n FROM many;
  CREATE TABLE whole (n INTEGER);
`;
const db = new Database(process.argv[2] ?? '');
db.exec('PRAGMA journal_mode = WAL');
migrate(db, [
  { id: '0001-first', sql: 'CREATE TABLE first (n INTEGER); INSERT INTO first VALUES (1);' },
  { id: '0002-slow', sql: slow },
]);
