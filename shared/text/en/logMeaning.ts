import type { LogCode } from '../../model/log';
import type { LogMeaning } from '../fr/logMeaning';

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
  'tail-failed': {
    meaning: 'The screen can no longer read the logs back. They are still written.',
    next: 'Check the permissions of the log folder, then open the screen again.',
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
  // Change detector
  'detection-started': {
    meaning: 'Passerelle begins to look for what changed at the source.',
    next: 'Nothing to do.',
  },
  'detection-since': {
    meaning: 'Only what changed since this time, by the clock of the source server, is asked for.',
    next: 'Nothing to do.',
  },
  'detection-complete': {
    meaning: 'Both servers are read as a whole and compared, because the last reading is not enough.',
    next: 'Nothing to do: it takes longer than usual, once.',
  },
  'data-sets-reread': {
    meaning: 'These data sets are read as a whole at both ends and compared, for the reason given.',
    next: 'Nothing to do: it takes longer than usual, once.',
  },
  'changes-found': {
    meaning: 'Number of records that changed at the source since the time given and will be sent.',
    next: 'Nothing to do.',
  },
  'deletions-found': {
    meaning: 'Number of records deleted at the source since the time given.',
    next: 'Nothing to do. If they are many, the deletion waits for your answer on the dashboard.',
  },
  'resource-changes': {
    meaning: 'By type of object or by data set: what changed or was deleted at the source.',
    next: 'Nothing to do.',
  },
  'no-change': {
    meaning: 'Everything was looked at: nothing changed at the source since the time given.',
    next: 'Nothing to do.',
  },
  'differences-found': {
    meaning: 'Both servers were compared as a whole; the line says what differs and will be sent or deleted.',
    next: 'Nothing to do.',
  },
  'resource-differences': {
    meaning: 'By type of object or by data set: what differs between the two servers.',
    next: 'Nothing to do.',
  },
  'no-difference': {
    meaning: 'Both servers were compared as a whole: they hold the same records.',
    next: 'Nothing to do.',
  },
  'detection-failed': {
    meaning: 'Passerelle could not look at all it had to look at. This is not “no change”.',
    next: 'Read the reason in the line. The next run looks again from the same point.',
  },
  // Runs
  'run-started': {
    meaning: 'A run begins; the line says who started it.',
    next: 'Nothing to do.',
  },
  'run-first': {
    meaning: 'This synchronisation has never succeeded yet: both servers are compared as a whole.',
    next: 'Nothing to do: the first run is the longest.',
  },
  'run-incremental': {
    meaning: 'The run starts from the last one that succeeded and looks only at what came after.',
    next: 'Nothing to do.',
  },
  'run-resumed': {
    meaning:
      'Batches that a cut run had sent are checked by reading the destination, before anything is sent.',
    next: 'Nothing to do.',
  },
  'run-interrupted': {
    meaning: 'A run was under way when Passerelle ended; it is closed as interrupted.',
    next: 'Nothing to do: the next one checks what arrived and goes on.',
  },
  stage: {
    meaning: 'The run enters this stage.',
    next: 'Nothing to do.',
  },
  'run-problem': {
    meaning: 'The error that ended or lessened the run; the answer of the server is kept beside the run.',
    next: 'Open the run in the history: reason and remedy are written there.',
  },
  'first-write-held': {
    meaning: 'The destination holds data already; nothing is written to it before you agree.',
    next: 'Read on the dashboard what the destination holds, then confirm or refuse.',
  },
  'deletions-held': {
    meaning: 'The source lost many values at once; nothing is deleted at the destination before you agree.',
    next: 'Check at the source that these deletions are wanted, then answer on the dashboard.',
  },
  'account-given-org-units': {
    meaning: 'The account of the destination lacked org units that are needed; they were given to it.',
    next: 'Nothing to do. The administrator of the server can check the account named.',
  },
  'run-finished': {
    meaning: 'The run is finished; the line gives its result and its numbers.',
    next: 'If the result is neither “up to date” nor “changed”, open the run in the history.',
  },
  'proof-started': {
    meaning: 'Both servers will be read again and compared; nothing is written.',
    next: 'Nothing to do.',
  },
  'proof-equal': {
    meaning: 'Both servers were read again and compared: they are equal in all that is synchronised.',
    next: 'Nothing to do.',
  },
  'proof-different': {
    meaning: 'Both servers were read again and still differ; the differences are listed in the run.',
    next: 'Open the run and the quarantine: they name what is not equal.',
  },
  // Batches and records
  'batch-sent': {
    meaning: 'A batch went out to the destination.',
    next: 'Nothing to do.',
  },
  'batch-acknowledged': {
    meaning: 'The destination answered for each record of the batch.',
    next: 'Nothing to do. What is refused is in quarantine.',
  },
  'batch-settled-by-reading': {
    meaning: 'It was not known whether a batch had arrived; the destination was read again to be sure.',
    next: 'Nothing to do.',
  },
  'metadata-settled': {
    meaning:
      'It was not known whether a batch of metadata had arrived; the destination was read again to be sure.',
    next: 'Nothing to do: what did not arrive is sent again.',
  },
  'metadata-effect-unknown': {
    meaning: 'The line was cut while metadata were sent: it is not known yet whether they arrived.',
    next: 'Nothing to do: the destination is read before anything is sent again.',
  },
  'batch-too-large': {
    meaning: 'The destination finds the batch too large; it is divided into smaller ones.',
    next: 'Nothing to do.',
  },
  'batch-effect-unknown': {
    meaning: 'The line was cut while values were sent: it is not known yet whether they arrived.',
    next: 'Nothing to do: the destination is read before anything is sent again.',
  },
  'values-refused': {
    meaning: 'The destination refused values. They are in quarantine, the others went on.',
    next: 'Open the quarantine: it says for each value why, and what to correct.',
  },
  'record-quarantined': {
    meaning: 'A record that the destination refuses is put aside, the others went on.',
    next: 'Open the quarantine: it says why, and what to correct.',
  },
  'answers-doubtful': {
    meaning:
      'The source says “nothing new” but no longer shows values that are known. To be safe all is read again.',
    next: 'Check that the account at the source still has its rights and its org units.',
  },
  'aggregate-ended-early': {
    meaning: 'Not all aggregate data were looked at. This is not “no change”.',
    next: 'Read the error of the run. The rest is looked at in the next one.',
  },
  'aggregate-done': {
    meaning: 'The numbers of this run for aggregate data.',
    next: 'Nothing to do.',
  },
  'names-not-read': {
    meaning: 'The names of some objects could not be read: lists show their identifiers.',
    next: 'Nothing to do: the synchronisation does not depend on them.',
  },
  // Requests
  throttled: {
    meaning: 'The server asks to slow down (too many requests). Passerelle waits as long as it was asked to.',
    next: 'Nothing to do. If it lasts, ask the administrator of the server for the limit.',
  },
  'request-repeated': {
    meaning: 'A request to the server failed in a passing way; it is made again, with no risk of a double.',
    next: 'Nothing to do. Where these lines are many, the line is bad.',
  },
  'request-failed': {
    meaning: 'A request to the server failed and is not repeated; the run says what it makes of it.',
    next: 'Read the lines of the same run that follow.',
  },
} satisfies Record<LogCode, LogMeaning>;
