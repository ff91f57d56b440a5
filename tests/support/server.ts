import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A real server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Ends it with a signal and gives its exit code. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts `src/main.ts` on a free port; settles when it has printed its address. `preloads` are modules loaded before it. */
export async function startServerProcess(
  env: Readonly<Record<string, string>>,
  preloads: readonly string[] = [],
): Promise<ServerProcess> {
  const child = spawn(
    process.execPath,
    ['tsx', ...preloads].flatMap((name) => ['--import', name]).concat('src/main.ts'),
    {
      env: { ...process.env, PORT: '0', LOG_LEVEL: 'error', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const found = /(http:\/\/[\w.]+:\d+)\//.exec(said)?.[1];
      if (found) resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`the server stopped with ${code}:\n${said}`)));
  });
  return {
    url,
    child,
    output: () => said,
    stop: async (signal) => {
      const exited = once(child, 'exit');
      child.kill(signal);
      const [code] = await exited;
      return code as number | null;
    },
  };
}
