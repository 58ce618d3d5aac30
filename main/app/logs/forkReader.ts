import { utilityProcess } from 'electron';
import type { ReaderProcess } from './readerHost';

/** Variables that a Windows process cannot live without, and the zone in which lines without one were written. */
const neededVariables = ['SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'TZ', 'LANG', 'LC_ALL', 'HOME', 'PATH'];

/** Starts the built reader in a process of its own, with no more of our environment than it needs. */
export function forkReader(program: string): ReaderProcess {
  const env = Object.fromEntries(
    neededVariables.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const child = utilityProcess.fork(program, [], { serviceName: 'Passerelle logs', stdio: 'inherit', env });
  return {
    post: (message) => {
      child.postMessage(message);
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.once('exit', listener);
    },
    kill: () => {
      child.kill();
    },
  };
}
