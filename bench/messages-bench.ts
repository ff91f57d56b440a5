import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { startKeyServer } from '../tests/channels/bot-framework/support/key-server.ts';
import { CLIENT, TENANT } from '../tests/channels/bot-framework/support/samples.ts';
import { type BenchRow, benchRow } from './bench-row.ts';

/** A server under load. */
interface Started {
  readonly url: string;
  close(): Promise<void>;
}
interface Load {
  readonly perSecond: number;
  readonly repliesPerSecond: number;
  readonly p50: number;
  readonly p99: number;
}

const CONNECTIONS = 32;
/** Until what runs often is compiled: the turn has far more of it than the echo. */
const WARM_SECONDS = 12;
const SECONDS = 4;
const ROUNDS = 3;
const hasTaskset = spawnSync('taskset', ['-V']).status === 0;

/** Starts a server with this in its environment. */
type Start = (environment: Readonly<Record<string, string>>) => Promise<Started>;

/**
 * Bot Framework messages: our whole turn with its commit, against the SDK's `ActivityHandler` that echoes and keeps nothing.
 * First with the replies in the answer and no token, then with a token to check and the replies sent to a connector. Servers have
 * core 0, the load (and the connector) core 1; rounds alternate, medians count.
 */
export async function benchMessages(startOurs: Start): Promise<BenchRow[]> {
  const keys = await startKeyServer();
  try {
    const guarded = { BOT_AUTHORITY: keys.url, BOT_APP_ID: CLIENT, BOT_TENANT_IDS: TENANT };
    return [
      ...(await compare('messages', startOurs, { ALLOW_ANONYMOUS_ACTIVITIES: 'true' }, '')),
      ...(await compare('messages with token and connector', startOurs, guarded, await keys.entra())),
    ];
  } finally {
    await keys.close();
  }
}

async function compare(
  name: string,
  startOurs: Start,
  environment: Readonly<Record<string, string>>,
  token: string,
): Promise<BenchRow[]> {
  const ours: Load[] = [];
  const theirs: Load[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    theirs.push(await measure(await startEcho(environment), token));
    ours.push(await measure(await startOurs(environment), token));
  }
  const row = (what: string, unit: string, of: (load: Load) => number): BenchRow =>
    benchRow(
      `${name}, ${CONNECTIONS} connections: ${what}`,
      median(ours.map(of)),
      unit,
      'SDK echo bot',
      median(theirs.map(of)),
    );
  return [
    row('turns', '/s', ({ perSecond }) => perSecond),
    ...(token ? [row('replies', '/s', ({ repliesPerSecond }) => repliesPerSecond)] : []),
    row('median time', 'ms', ({ p50 }) => p50),
    row('99th percentile', 'ms', ({ p99 }) => p99),
  ];
}

async function measure(server: Started, token: string): Promise<Load> {
  try {
    await load(server.url, WARM_SECONDS, token);
    return await load(server.url, SECONDS, token);
  } finally {
    await server.close();
  }
}

async function load(url: string, seconds: number, token: string): Promise<Load> {
  const [command = '', ...args] = onCore(1, ['bench/load.ts', url, String(CONNECTIONS), String(seconds), token]);
  const { stdout } = await promisify(execFile)(command, args);
  return JSON.parse(stdout) as Load;
}

const startEcho: Start = async (environment) => {
  const [command = '', ...args] = onCore(0, ['bench/echo-bot.ts']);
  const env = { ...process.env, NODE_ENV: '', ...environment };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: said.toString().trim(),
    close: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
};

const onCore = (core: number, script: readonly string[]): string[] => [
  ...(hasTaskset ? ['taskset', '-c', String(core)] : []),
  'node',
  '--import',
  'tsx',
  ...script,
];

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
