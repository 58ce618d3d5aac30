import type { LogCode } from '../../model/log';
import type { LogMeaning } from '../fr/logMeaning';
import { runMeaning } from './runMeaning';

/** Texts under `logMeaning`: every code of a log line explained; `docs/LOGS.md` is made from them. */
export const logMeaning = {
  // The program
  'app-started': {
    meaning: 'Passerelle started. The line names version and system, which support asks for first.',
    next: 'Nothing to do.',
  },
  'app-stopped': {
    meaning: 'Passerelle stopped in the normal way. Nothing is synchronised until it is started again.',
    next: 'Nothing to do if that was wanted. Otherwise open Passerelle again.',
  },
  'app-failed': {
    meaning: 'Passerelle met an error that nobody foresaw.',
    next: 'Start Passerelle again, then send the diagnostic bundle to support.',
  },
  'state-problem': {
    meaning: 'A file of Passerelle was damaged or unreadable at the start. It was put aside, never deleted.',
    next: 'Check your connections and synchronisations. Keep the file that was put aside and send the diagnostic bundle.',
  },
  'lock-taken-over': {
    meaning: 'Passerelle did not stop in the normal way last time (power cut, killed). It takes over.',
    next: 'Nothing to do: what was under way is checked before anything goes on.',
  },
  'lines-missed': {
    meaning: 'The disk refused lines of this log for a while. They are missing; synchronisations went on.',
    next: 'Check the free space on the disk and the permissions of the log folder.',
  },
  'log-cleared': {
    meaning:
      'An operator cleared this log. Nothing is lost: what it held is in the archive folder of the logs.',
    next: 'Nothing to do. To read the lines again, open the archive on the log screen.',
  },
  'command-failed': {
    meaning: 'A button or menu could not do its work.',
    next: 'Try again. If it happens again, send the diagnostic bundle to support.',
  },
  'command-refused': {
    meaning: 'A request of the screen did not have the expected form; it was refused and nothing was done.',
    next: 'Correct the input and try again. If the input is right, send the diagnostic bundle.',
  },
  'secret-not-encrypted': {
    meaning: 'The key store of the system did not take a password or token. It is written nowhere.',
    next: 'Unlock the key store of the system, then save the connection again.',
  },
  'page-refused': {
    meaning:
      'The window tried to open a page, a permission or content that is forbidden; it was refused for safety.',
    next: 'Nothing to do. If it happens again, send the diagnostic bundle to support.',
  },
  'page-gone': {
    meaning:
      'The display of Passerelle broke off and was opened again. Synchronisations do not depend on it.',
    next: 'Nothing to do once. If it happens again, close other programs and tell support.',
  },
  'child-gone': {
    meaning: 'A helper process of Passerelle (display, network, reading of logs) broke off.',
    next: 'Nothing to do once. If a screen stays empty, start Passerelle again.',
  },
  'stop-failed': {
    meaning: 'A part of Passerelle did not end in time while closing.',
    next: 'Nothing to do: at the next start, what stayed open is checked.',
  },
  'log-reader-ended': {
    meaning:
      'The process that reads the logs for the screen broke off; it is started again. The logs are still written.',
    next: 'Open the log screen again if it stays empty. If it happens again, send the diagnostic bundle.',
  },
  'tray-present': {
    meaning: 'The icon of Passerelle is in the tray: closing the window leaves Passerelle working.',
    next: 'Nothing to do.',
  },
  'tray-absent': {
    meaning: 'This desktop has no tray: closing the window stops Passerelle.',
    next: 'Keep the window open as long as synchronisations are to take place.',
  },
  'secrets-in-os-store': {
    meaning: 'Passwords and tokens are encrypted by the key store of the system.',
    next: 'Nothing to do.',
  },
  'secrets-this-session': {
    meaning: 'This machine has no usable key store: passwords are forgotten when Passerelle stops.',
    next: 'Enter the passwords again after each start, or install a key store.',
  },
  'demonstration-ready': {
    meaning: 'The demonstration started two practice servers on this machine. No real server is touched.',
    next: 'Nothing to do.',
  },
  // Connections and synchronisations
  'connection-saved': {
    meaning: 'A connection to a server was made or changed.',
    next: 'Test the connection if that is not done yet.',
  },
  'connection-removed': {
    meaning: 'A connection was removed from this machine, with its secret. The server is not touched.',
    next: 'Nothing to do.',
  },
  'connection-test-passed': {
    meaning: 'The server answers, the account is accepted and the version is known.',
    next: 'Nothing to do.',
  },
  'connection-test-failed': {
    meaning: 'The test of the connection ended at the step named in the line.',
    next: 'Open the connection: the failed step says what to correct. Then test again.',
  },
  'synchronisation-saved': {
    meaning: 'A synchronisation was made or changed.',
    next: 'Nothing to do.',
  },
  'synchronisation-removed': {
    meaning: 'A synchronisation was taken off this machine. The two servers are not touched.',
    next: 'Nothing to do.',
  },
  'synchronisation-started': {
    meaning: 'The automatic checks of this synchronisation are switched on.',
    next: 'Nothing to do.',
  },
  'synchronisation-stopped': {
    meaning: 'Somebody stopped this synchronisation: it no longer runs by itself.',
    next: 'Start it again on the dashboard when it is to go on.',
  },
  'synchronisation-paused': {
    meaning: 'Somebody paused this synchronisation: it waits at the next safe point, nothing is lost.',
    next: 'Choose “Resume” on the dashboard when it is to go on.',
  },
  'synchronisation-resumed': {
    meaning: 'The pause is over, the synchronisation goes on where it stood.',
    next: 'Nothing to do.',
  },
  // Scheduler
  'next-check': {
    meaning: 'The synchronisation waits for its time. The line says when it looks again.',
    next: 'Nothing to do. Choose “Run now” if you do not want to wait.',
  },
  'run-refused': {
    meaning: 'A run was asked for while the one before is not finished: there are never two at a time.',
    next: 'Wait for the end of the run under way, then ask again.',
  },
  'not-run': {
    meaning: 'The synchronisation does not run: it waits for somebody to act. The line says why.',
    next: 'Open the synchronisation: reason and remedy are written there.',
  },
  'not-automatic': {
    meaning: 'The synchronisation does not run by itself: it is manual, stopped or paused, as was chosen.',
    next: 'Nothing to do if that is wanted. Otherwise start it, or set it to automatic.',
  },
  'waiting-for-destination': {
    meaning: 'Another synchronisation writes to the same destination; this one waits its turn.',
    next: 'Nothing to do: it begins as soon as the other one has finished.',
  },
  'resume-planned': {
    meaning: 'The last run was cut short; what it had sent will be checked, then it goes on.',
    next: 'Nothing to do.',
  },
  cooldown: {
    meaning: 'The last run failed. Passerelle waits before it tries again, so as not to burden the server.',
    next: 'If the error repeats, read its reason; otherwise nothing: the next attempt is automatic.',
  },
  'waiting-for-network': {
    meaning: 'The server is out of reach: no network, or its name cannot be found. Nothing is lost.',
    next: 'Check the network of this machine. The next attempt is automatic.',
  },
  heartbeat: {
    meaning: 'Passerelle is alive: one line an hour, even when nothing changes.',
    next: 'Nothing to do. Where these lines are missing, Passerelle or this machine was off.',
  },
  ...runMeaning,
} satisfies Record<LogCode, LogMeaning>;
