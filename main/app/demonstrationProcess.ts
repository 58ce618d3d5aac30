import { app, utilityProcess } from 'electron';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { i18n } from 'i18next';
import type { Problem } from '../../shared/model/problem';
import type { Result } from '../../shared/result';
import type { Engine } from '../engine/enginePort';
import type { Log } from '../engine/ports';
import type { LaunchSandbox } from '../engine/demonstration/sandboxProcess';
import { setUpDemonstration, startDemonstration } from '../engine/demonstration/startDemonstration';
import type { Demonstration } from '../engine/demonstration/startDemonstration';
import type { Running } from './shutdown';

/** Names a Node program for the sandboxes; Electron's own binary serves where none is named. */
const nodeVariable = 'PASSERELLE_NODE';

/** What the demonstration needs of the shell. */
export interface DemonstrationNeeds {
  readonly engine: Engine;
  readonly log: Log;
  readonly texts: i18n;
  readonly scale: number | undefined;
  /** Gets what must be ended with the program. */
  readonly running: Running[];
  /** Why there is no demonstration. */
  readonly tell: (failure: Problem) => void;
}

/** Starts the demonstration's servers and sets its synchronisation up; the window does not wait for it. */
export function runDemonstration({ engine, log, texts, scale, running, tell }: DemonstrationNeeds): void {
  const ready = startServers(texts, scale).then(async (started) => {
    if (!started.ok) {
      tell(started.error);
      return undefined;
    }
    const setUp = await setUpDemonstration(engine, started.value);
    if (!setUp.ok) tell(setUp.error);
    const { source, destination } = started.value;
    log.write({
      level: 'INFO',
      module: 'app',
      code: 'demonstration-ready',
      params: { source: source.url, destination: destination.url },
    });
    return started.value;
  });
  // Before the engine in the list, that is ended after it: a run that ends cleanly still needs its servers.
  running.unshift({ name: 'demonstration', stop: async () => (await ready)?.stop() });
}

function startServers(texts: i18n, scale: number | undefined): Promise<Result<Demonstration, Problem>> {
  const sandboxPath = join(__dirname, 'sandbox.cjs');
  return startDemonstration({
    nodePath: process.env[nodeVariable] ?? process.execPath,
    sandboxPath,
    ...(scale === undefined ? {} : { scale }),
    names: {
      source: texts.t('shell.demonstration.source'),
      destination: texts.t('shell.demonstration.destination'),
      synchronisation: texts.t('shell.demonstration.synchronisation'),
    },
    // A package does not run as Node (its fuse is off): Chromium's own kind of child process serves.
    ...(app.isPackaged ? { launch: launchInUtilityProcess(sandboxPath) } : {}),
  });
}

/** Launches as a utility process, which Electron ends with the program, however that ends. */
function launchInUtilityProcess(sandboxPath: string): LaunchSandbox {
  return (args) => {
    const child = utilityProcess.fork(sandboxPath, [...args], {
      stdio: 'pipe',
      serviceName: 'Passerelle sandbox',
    });
    const stdout = new PassThrough();
    let words = '';
    child.once('spawn', () => {
      child.stdout?.pipe(stdout);
      child.stderr?.on('data', (chunk: Buffer) => {
        words = (words + chunk.toString('utf8')).slice(-2000);
      });
    });
    const ended = new Promise<string>((resolve) => {
      child.once('exit', (code) => resolve(`exit code ${code} ${words}`.trim()));
    });
    return {
      stdout,
      ended,
      stop: async () => {
        if (child.kill()) await ended;
      },
    };
  };
}
