import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { type BenchRow, benchRow } from './bench-row.ts';

/** A server under load. */
interface Started {
  readonly url: string;
  close(): Promise<void>;
}
interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

const CONNECTIONS = 32;
const SECONDS = 4;
const ROUNDS = 3;
const hasTaskset = spawnSync('taskset', ['-V']).status === 0;

/**
 * Bot Framework messages with their replies in the answer, no token: our whole turn with its commit, against the SDK's
 * `ActivityHandler` that echoes and keeps nothing. Servers have core 0, the load has core 1; rounds alternate, medians count.
 */
export async function benchMessages(startOurs: () => Promise<Started>): Promise<BenchRow[]> {
  const ours: Load[] = [];
  const theirs: Load[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    theirs.push(await measure(startEcho));
    ours.push(await measure(startOurs));
  }
  const row = (name: string, unit: string, of: (load: Load) => number): BenchRow =>
    benchRow(
      `messages, ${CONNECTIONS} connections: ${name}`,
      median(ours.map(of)),
      unit,
      'SDK echo bot',
      median(theirs.map(of)),
    );
  return [
    row('turns', '/s', ({ perSecond }) => perSecond),
    row('median time', 'ms', ({ p50 }) => p50),
    row('99th percentile', 'ms', ({ p99 }) => p99),
  ];
}

async function measure(start: () => Promise<Started>): Promise<Load> {
  const server = await start();
  try {
    await load(server.url, 2);
    return await load(server.url, SECONDS);
  } finally {
    await server.close();
  }
}

async function load(url: string, seconds: number): Promise<Load> {
  const [command = '', ...args] = onCore(1, ['bench/load.ts', url, String(CONNECTIONS), String(seconds)]);
  const { stdout } = await promisify(execFile)(command, args);
  return JSON.parse(stdout) as Load;
}

async function startEcho(): Promise<Started> {
  const [command = '', ...args] = onCore(0, ['bench/echo-bot.ts']);
  const child = spawn(command, args, { env: { ...process.env, NODE_ENV: '' }, stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: said.toString().trim(),
    close: async () => {
      child.kill();
      await once(child, 'exit');
    },
  };
}

const onCore = (core: number, script: readonly string[]): string[] => [
  ...(hasTaskset ? ['taskset', '-c', String(core)] : []),
  'node',
  '--import',
  'tsx',
  ...script,
];

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
