import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A child process that runs a script of `children/`. */
export interface Child {
  /** Lines it has written so far. */
  readonly lines: () => readonly string[];
  /** Ends it with SIGKILL and gives the signal it died of, or its exit code. */
  kill(): Promise<string | number | null>;
}

/** Starts `children/<name>` with arguments. */
export function runChild(name: string, args: readonly string[]): Child {
  const script = fileURLToPath(new URL(`./children/${name}`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<string | number | null>((resolve) => {
    child.on('close', (code, signal) => resolve(signal ?? code));
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return {
    lines: () => output.split('\n').slice(0, -1),
    kill() {
      child.kill('SIGKILL');
      return ended;
    },
  };
}
