import electronLog from 'electron-log/node';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createLog } from '../../main/engine/logs/createLog';
import { createElectronLogFront } from '../../main/engine/logs/electronLogFront';
import type { LogEvent } from '../../shared/model/log';
import { inTurn } from './measure';
import { bound, told } from './report';
import type { Figure } from './report';

/** As many as the measurement that set the target wrote: of fewer, those before the compiler is done are the most. */
const lines = 100_000;

/** As a run writes them: each batch has its own number and counts. */
function eventOf(at: number): LogEvent {
  return {
    level: 'INFO',
    module: 'metadata',
    code: 'batch-sent',
    params: { batch: `20251010142300-k3x9qa.metadata.${at}`, records: at % 1000, bytes: at * 17 },
    runId: '20251010142300-k3x9qa',
    syncId: 'instance-source',
  };
}

/**
 * Our writer, with sentence, redaction of two secrets and the last hour in memory, from the first line until all are in the
 * file; milliseconds. A log is opened and closed (and then synced to the disk) once in the life of a program.
 */
async function writeOurs(folder: string): Promise<number> {
  const log = createLog({ folder, language: () => 'fr', clock: { now: () => Date.now() } });
  for (const secret of ['Sable-7421 x"é+/?', 'd2pat_5xVA12xyUbWNedQxy4ohH77WlxRGVvZZ1151814092'])
    log.protect(secret);
  const startedAt = performance.now();
  for (let at = 0; at < lines; at += 1) log.write(eventOf(at));
  log.flush();
  const elapsed = performance.now() - startedAt;
  await log.close();
  const files = readdirSync(folder).filter((name) => name.startsWith('dhis2_sync.log'));
  const written = files.reduce((sum, name) => sum + linesIn(join(folder, name)), 0);
  if (written !== lines) throw new Error(`${written} of ${lines} lines were written`);
  return elapsed;
}

function linesIn(path: string): number {
  return readFileSync(path, 'latin1').split('\n').length - 1;
}

/** What electron-log takes to pass an event on, as it stands in front of our writer. */
function passOn(): void {
  let passed = 0;
  const front = createElectronLogFront(() => {
    passed += 1;
  });
  for (let at = 0; at < lines; at += 1) front.write(eventOf(at));
  if (passed !== lines) throw new Error(`${passed} of ${lines} events came through`);
}

/** electron-log as it comes: it opens, writes and closes the file for every line. */
function writeTheirs(path: string): void {
  const logger = electronLog.create({ logId: path });
  logger.transports.console.level = false;
  logger.transports.file.level = 'debug';
  logger.transports.file.resolvePathFn = () => path;
  for (let at = 0; at < lines; at += 1) {
    logger.info(
      `Lot 20251010142300-k3x9qa.metadata.${at} envoyé : ${at % 1000} enregistrements, ${at * 17} octets`,
    );
  }
}

function writePlain(path: string, line: string): void {
  const file = openSync(path, 'a');
  for (let at = 0; at < lines; at += 1) writeSync(file, line);
  closeSync(file);
}

/** What a line costs the process that writes it. */
export async function measureWriting(folder: string, rounds: number): Promise<readonly Figure[]> {
  const place = mkdtempSync(join(folder, 'writing-'));
  let round = 0;
  const fresh = (name: string): string => join(place, `${name}-${(round += 1)}`);
  const line = `${'Lot 20251010142300-k3x9qa.metadata.1 envoyé : 412 enregistrements, 48211 octets'.padEnd(220, '.')}\n`;
  const times = await inTurn(rounds, [
    { name: 'own', run: () => writeOurs(fresh('own')) },
    { name: 'front', run: passOn },
    { name: 'electron-log', run: () => writeTheirs(`${fresh('theirs')}.log`) },
    { name: 'plain', run: () => writePlain(fresh('plain'), line) },
  ]);
  rmSync(place, { recursive: true, force: true });
  const perLine = (name: string): number => ((times.get(name) ?? NaN) * 1000) / lines;
  const against = `${perLine('electron-log').toFixed(2)} µs electron-log as it comes, ${perLine('plain').toFixed(2)} µs one write each`;
  const quicker = perLine('electron-log') / perLine('own');
  return [
    bound('writer, one line', perLine('own'), 2, 'µs'),
    told('of which electron-log, which stands in front', `${perLine('front').toFixed(2)} µs`),
    told('the same line by others', against),
    {
      what: 'writer, times faster than electron-log as it comes',
      value: `${quicker.toFixed(1)} ×`,
      target: '≥ 4 ×',
      holds: quicker >= 4 ? 'yes' : 'no',
    },
  ];
}
