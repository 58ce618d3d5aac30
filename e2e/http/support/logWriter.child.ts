import { createLog } from '../../../main/engine/logs/createLog';
import { logRoutes } from '../../../main/engine/logs/logRoutes';

/*
 * A process of logTail.test.ts: writes 20,000 lines a second into the log folder, whose files are small so that they are
 * rotated all the time, until it is killed.
 */
const folder = process.argv[2] ?? '';
/** Bytes after which a file is rotated. */
const size = Number(process.argv[3]);
const linesPerSecond = 20_000;
const beatMs = 10;
/** Most lines of one beat: a process that stood still catches up over several, or a kill would find all of them in memory. */
const mostAtOnce = 1000;

const routes = logRoutes.map((route) => ({ ...route, size, old: 999 }));
const log = createLog({ folder, routes, language: () => 'en', clock: { now: () => Date.now() } });
log.setMostBytes(Number.MAX_SAFE_INTEGER);
let written = 0;
const begun = performance.now();

setInterval(() => {
  const due = Math.min(((performance.now() - begun) / 1000) * linesPerSecond, written + mostAtOnce);
  for (; written < due; written += 1) {
    log.write({
      level: written % 500 === 0 ? 'ERROR' : 'INFO',
      module: written % 3 === 0 ? 'lifecycle_manager' : 'orchestrator',
      code: 'synchronisation-started',
      params: { name: `${written}` },
    });
  }
  process.send?.({ written });
}, beatMs);
