import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A child process that runs a script. */
export interface Child {
  /** Lines it has written so far. */
  readonly lines: () => readonly string[];
  /** Ends it with SIGKILL and gives the signal it died of, or its exit code. */
  kill(): Promise<string | number | null>;
}

/** Starts a script with arguments. */
export function runChild(script: URL, args: readonly string[]): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
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
