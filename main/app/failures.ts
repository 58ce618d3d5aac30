import { app } from 'electron';
import { problem } from '../../shared/model/problem';
import type { Problem } from '../../shared/model/problem';
import type { Log } from '../engine/ports';

/**
 * Notes what nobody caught: a line at CRITICAL, and a word in the window. The program goes on: what must not be lost
 * is in the journal already, and a console that vanishes tells the operator less than one that says what happened.
 */
export function watchForFailures(log: Log, tell: (failure: Problem) => void): void {
  const note = (error: unknown): void => {
    const words = error instanceof Error ? error.message : String(error);
    const detail = error instanceof Error ? (error.stack ?? '') : '';
    log.write({ level: 'CRITICAL', module: 'app', code: 'app-failed', params: { reason: words }, detail });
    tell(problem('internal-error', { what: 'uncaught' }, words));
  };
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (reason === 'clean-exit' || reason === 'killed') return;
    log.write({ level: 'ERROR', module: 'app', code: 'child-gone', params: { type, reason } });
  });
}
