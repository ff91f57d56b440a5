import Database from 'libsql';

/**
 * Loaded before a server that is to be killed. KILL_AT=1 ends it, as `kill -9` does, before the COMMIT that first holds
 * a request, 2 after it, 3 before the next COMMIT, and so on. CLOCK_AHEAD puts its clock forward, in milliseconds.
 */
const killAt = Number(process.env.KILL_AT ?? 0);
const ahead = Number(process.env.CLOCK_AHEAD ?? 0);
const realNow = Date.now;
Date.now = () => realNow() + ahead;

let begun = false;
let step = 0;
function pass(): void {
  if (begun && ++step === killAt) process.kill(process.pid, 'SIGKILL');
}

/** Of a prepared statement, what is needed here. */
interface Runnable {
  run(...values: readonly unknown[]): unknown;
}
const database: { prepare(sql: string): Runnable } = Database.prototype;
const { prepare } = database;
database.prepare = function (sql) {
  const statement = prepare.call(this, sql);
  const run = statement.run.bind(statement);
  statement.run = (...values) => {
    begun ||= /^\s*INSERT INTO requests/.test(sql);
    if (sql !== 'COMMIT') return run(...values);
    pass();
    const done = run();
    pass();
    return done;
  };
  return statement;
};
