import type { LogCode } from '../../model/log';
import type { LogMeaning } from '../fr/logMeaning';

/** The part of `logMeaning` that explains what runs do: detection, stages, batches, requests. */
export const runMeaning = {
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
  'resource-unfinished': {
    meaning: 'This data set was not looked at, or not sent, to the end. This is not “no change”.',
    next: 'Read the reason in the line. The next run goes on from the same point.',
  },
  'data-sets-unfinished': {
    meaning: 'Several data sets were not looked at, or not sent, to the end, for the same reason.',
    next: 'Read the reason in the line. The next run goes on from the same point.',
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
  'domain-stage': {
    meaning: 'The run enters this stage for metadata or for aggregate data.',
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
} satisfies Partial<Record<LogCode, LogMeaning>>;
