import { app, powerMonitor } from 'electron';
import type { Log } from '../engine/ports';
import { createShutdown } from './shutdown';
import type { Running } from './shutdown';

/** How the program ends. */
export interface Leaving {
  /** Asks the program to end, as a signal, the desktop or the operator does. */
  readonly quit: () => void;
  /** Whether it is ending: the window may then close. */
  readonly isLeaving: () => boolean;
}

/**
 * Makes every way to end the program (menu, signal, end of the session) go through the same sequence: what runs is
 * ended in order within a deadline, then the process exits.
 */
export function quitThrough(running: readonly Running[], log: Log): Leaving {
  let leaving: 'yes' | 'no' = 'no';
  const shutdown = createShutdown(running, () => log);
  const quit = (): void => {
    app.quit();
  };
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (leaving === 'yes') return;
    leaving = 'yes';
    log.write({ level: 'INFO', module: 'app', code: 'app-stopped' });
    void shutdown().finally(() => {
      app.exit(0);
    });
  });
  // Hidden or not, the window is not the program: it ends when it is told to.
  app.on('window-all-closed', () => undefined);
  // The desktop gives a few seconds; the sequence needs less, and the journal makes up for a cut.
  powerMonitor.on('shutdown', quit);
  return { quit, isLeaving: () => leaving === 'yes' };
}
