import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunSummary, SynchronisationStatus } from '../../shared/model/status';
import { createTranslator } from '../../shared/text/translator';
import type { Language } from '../../shared/text/translator';
import { createEngine, firstCheckDelayMs } from '../engine/createEngine';
import { setUpDemonstration, startDemonstration } from '../engine/demonstration/startDemonstration';
import { createLog } from '../engine/logs/createLog';
import { createSessionSecrets } from '../engine/sessionSecrets';
import { acquireStateLock } from '../engine/store/stateLock';
import { systemClock, systemRandom } from '../engine/systemPorts';
import type { Command } from './commandLine';
import type { Terminal } from './runCommand';
import { sentenceOf } from './runResult';
import { createProgressPrinter } from './showProgress';

type DemoCommand = Extract<Command, { verb: 'demo' }>;

/** What the end of the demonstration's first run means: 0 only for "verified equal" after something was sent. */
function exitCodeOf(run: RunSummary): number {
  return run.outcome === 'changed' && run.proof.result === 'equal' && run.quarantined === 0 ? 0 : 2;
}

/** `demo`: two sandbox servers, one synchronisation that begins by itself, and its result. Resolves to the exit code. */
export async function demoCommand(
  command: DemoCommand,
  language: Language,
  terminal: Terminal,
): Promise<number> {
  const texts = createTranslator(language);
  const startedAt = systemClock.now();
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-demo-'));
  const stateFolder = join(folder, 'state');
  terminal.err(texts.t('cli.demo.starting'));
  const demonstration = await startDemonstration({
    nodePath: process.execPath,
    sandboxPath: join(__dirname, 'sandbox.cjs'),
    scale: command.scale,
    names: { source: 'Source', destination: 'Destination', synchronisation: 'Démonstration' },
  });
  if (!demonstration.ok) {
    terminal.err(sentenceOf(demonstration.error, texts));
    return 2;
  }
  const { source, destination, stop } = demonstration.value;
  const lock = await acquireStateLock(stateFolder);
  if (!lock.ok) {
    terminal.err(sentenceOf(lock.error, texts));
    await stop();
    return 2;
  }
  const log = createLog({
    folder: join(stateFolder, 'logs'),
    language: () => language,
    clock: systemClock,
  });
  const secretStore = createSessionSecrets('demonstration');
  const engine = createEngine({
    stateFolder,
    lock: lock.value,
    clock: systemClock,
    random: systemRandom,
    log,
    secretStore,
  });
  const leave = async (code: number) => {
    await engine.stop(5000);
    await log.close();
    await lock.value.release();
    await stop();
    await rm(folder, { recursive: true, force: true });
    return code;
  };
  const started = await engine.start();
  const ready = started.ok ? await setUpDemonstration(engine, demonstration.value) : started;
  if (!ready.ok) {
    terminal.err(sentenceOf(ready.error, texts));
    return leave(2);
  }
  const seconds = firstCheckDelayMs / 1000;
  terminal.err(texts.t('cli.demo.begins', { source: source.url, destination: destination.url, seconds }));

  const print = createProgressPrinter(texts, terminal.err, () => systemClock.now());
  const last = await new Promise<SynchronisationStatus | 'stopped'>((resolve) => {
    const interrupt = () => resolve('stopped');
    process.once('SIGINT', interrupt);
    process.once('SIGTERM', interrupt);
    engine.onStatus(({ changed }) => {
      for (const status of changed) {
        if (status.progress !== undefined) print(status.progress);
        if (status.lastRun !== undefined && status.runId === undefined) resolve(status);
      }
    });
  });
  if (last === 'stopped' || last.lastRun === undefined) return leave(2);
  const { lastRun } = last;
  const scope = last.domains.map((domain) => texts.t(`cli.scope.${domain}`)).join(', ');
  const outcome = texts.t(`cli.result.${lastRun.outcome}`, { ...lastRun });
  const took = Math.round((systemClock.now() - startedAt) / 1000);
  terminal.out(texts.t('cli.demo.done', { seconds: took, outcome }));
  terminal.out(texts.t(`cli.proof.${lastRun.proof.result}`, { ...lastRun.proof, scope }));
  if (lastRun.quarantined > 0) terminal.out(texts.t('cli.quarantined', { count: lastRun.quarantined }));
  if (lastRun.firstError !== undefined) terminal.err(sentenceOf(lastRun.firstError, texts));
  return leave(exitCodeOf(lastRun));
}
