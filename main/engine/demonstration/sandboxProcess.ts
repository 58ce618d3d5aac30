import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/** A running sandbox server, whatever kind of process it is. */
export interface SandboxProcess {
  readonly stdout: Readable;
  /** Resolves once it has ended, with how it ended and its last words on stderr. */
  readonly ended: Promise<string>;
  /** Asks it to end, then insists; resolves once it is gone. */
  readonly stop: () => Promise<void>;
}

/** Starts a sandbox server with these arguments. */
export type LaunchSandbox = (args: readonly string[]) => SandboxProcess;

/** How long a sandbox may take to end by itself, in milliseconds. */
const stopPatienceMs = 2000;
/** How much of stderr is kept to explain a failed start, in characters. */
const wordsKept = 2000;

/**
 * Runs before the sandbox: when our end of its standard input closes, because we ended or were killed, it ends too.
 * Nothing is left running after a crash of the program that started it.
 */
const endWithParent =
  "data:text/javascript,process.stdin.on('close',()=>process.kill(process.pid,'SIGTERM'));process.stdin.resume().unref()";

/** Launches under a Node program; Electron's own binary is one too when told so by `ELECTRON_RUN_AS_NODE`. */
export function launchUnderNode(nodePath: string, sandboxPath: string): LaunchSandbox {
  return (args) => {
    const child = spawn(nodePath, ['--import', endWithParent, sandboxPath, ...args], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      windowsHide: true,
    });
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      words = (words + chunk).slice(-wordsKept);
    });
    // A pipe to a child that is gone reports EPIPE here; how it ended is told by `ended`.
    child.stdin.on('error', () => undefined);
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, signal) => {
        resolve(`${signal ?? `exit code ${String(code)}`} ${words}`.trim());
      });
    });
    return {
      stdout: child.stdout,
      ended,
      stop: async () => {
        child.kill('SIGTERM');
        const insist = setTimeout(() => child.kill('SIGKILL'), stopPatienceMs);
        await ended;
        clearTimeout(insist);
      },
    };
  };
}
