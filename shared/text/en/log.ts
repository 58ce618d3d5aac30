/**
 * Texts under `log`: one sentence for each code of a log line. Values of `problem`, `outcome`, `trigger`, `phase`,
 * `domain`, `what` and `why` are shown in words here; the fields behind the sentence keep the codes.
 */
export const log = {
  // The program
  'app-started': 'Passerelle {{version}} starts: {{runtime}}, Node {{node}}, {{platform}}',
  'app-stopped': 'Passerelle stops',
  'app-failed': 'Unexpected error: {{reason}}',
  'state-problem': 'State on disk: {{problem}} ({{file}}, kept as {{keptAs}})',
  'lock-taken-over':
    'Lock of the state folder taken over from process {{pid}}, which no longer runs (since {{since}})',
  'lines-missed': 'Log lines not written to {{file}} because the disk refused them: {{lines}}',
  'log-cleared': 'Log {{file}} cleared, what it held is archived as {{archivedAs}}',
  'command-failed': 'Command {{command}} failed: {{cause}}',
  'command-refused': 'Command {{command}} was refused: {{what}}, {{why}}',
  'secret-not-encrypted': 'Key store {{backend}} did not take the secret: {{cause}}',
  'page-refused': 'The window asked for something it must not have, refused: {{refusal}} {{what}}',
  'page-gone': 'The page of the console broke off ({{reason}}), it is opened again',
  'child-gone': 'A helper process broke off: {{type}}, {{reason}}',
  'stop-failed': 'While stopping, {{name}} could not end: {{cause}}',
  'log-reader-ended':
    'The reader of log files for the screen ended unexpectedly (code {{code}}), started again: {{again}}',
  'tray-present': 'Tray present, icon shown',
  'tray-absent': 'No tray: closing the window quits Passerelle',
  'secrets-in-os-store': 'Secrets kept in the key store of the system ({{backend}})',
  'secrets-this-session': 'No key store of the system ({{backend}}): secrets kept for this session only',
  'demonstration-ready': 'Demonstration ready: source {{source}}, destination {{destination}}',
  // Connections and synchronisations
  'connection-saved': 'Connection {{name}} saved',
  'connection-removed': 'Connection {{name}} removed',
  'connection-test-passed': 'Test of connection {{name}}: passed',
  'connection-test-failed': 'Test of connection {{name}}: failed at step {{step}}, {{problem}}',
  'synchronisation-saved': 'Synchronisation {{name}} saved',
  'synchronisation-removed': 'Synchronisation {{name}} removed',
  'synchronisation-started': 'Automatic synchronisation started: {{name}}',
  'synchronisation-stopped': 'Automatic synchronisation stopped: {{name}}',
  'synchronisation-paused': 'Synchronisation paused: {{name}}',
  'synchronisation-resumed': 'Synchronisation resumed: {{name}}',
  // Scheduler
  'next-check': '{{name}}: next check at {{at}}',
  'run-refused': '{{name}}: run refused, another one is under way',
  'not-run': '{{name}} does not run: {{problem}}',
  'not-automatic': '{{name}} does not run by itself: {{why}}',
  'waiting-for-destination': '{{name}} waits its turn: another synchronisation writes to {{connection}}',
  'resume-planned': '{{name}}: run cut short, resumed at {{at}}',
  cooldown: '{{name}}: waiting after an error until {{until}} ({{problem}})',
  'waiting-for-network': '{{name}}: waiting for the network ({{problem}})',
  heartbeat: 'Heartbeat: {{synchronisations}} synchronisations, {{running}} of them running',
  // Change detector
  'detection-started': 'Detecting changes for {{name}}',
  'detection-since': '{{what}}: looking for changes since {{since}}',
  'detection-complete': '{{what}}: everything is read again ({{why}})',
  'data-sets-reread': '{{what}}: data sets read again as a whole: {{dataSets}} ({{why}})',
  'changes-found': '{{what}}: changes found: {{changes}} (since {{since}})',
  'deletions-found': '{{what}}: deletions found: {{deletions}} (since {{since}})',
  'resource-changes':
    '{{what}}, {{resource}}: changes {{changes}}, deletions {{deletions}} (since {{since}})',
  'no-change': '{{what}}: no change since {{since}}',
  'differences-found':
    '{{what}}: differences between the two servers: {{changes}} to be sent, {{deletions}} to be deleted',
  'resource-differences':
    '{{what}}, {{resource}}: differences: {{changes}} to be sent, {{deletions}} to be deleted',
  'no-difference': '{{what}}: no difference between the two servers, everything was compared',
  'detection-failed': '{{what}}: changes could not be read, {{problem}}',
  'resource-unfinished': '{{what}}, {{resource}}: looking or sending not finished, {{problem}}',
  'data-sets-unfinished': '{{what}}: data sets not finished: {{dataSets}}, {{problem}}',
  // Runs
  'run-started': '{{name}}: run started ({{trigger}})',
  'run-first': '{{name}}: first run, everything is compared',
  'run-incremental': '{{name}}: incremental run since {{since}}',
  'run-resumed': '{{name}}: resumed, batches to be settled: {{batches}}',
  'run-interrupted': 'Run cut short when the program ended, closed at the next start',
  stage: '{{name}}: stage “{{phase}}”',
  'domain-stage': '{{name}}: stage “{{phase}}”, {{domain}}',
  'run-problem': 'Error: {{problem}}',
  'first-write-held': '{{name}}: the destination is not empty, the first write waits for confirmation',
  'deletions-held': '{{dataSet}}: deletions held until they are answered for: {{values}}',
  'account-given-org-units': '{{connection}}: org units added to account {{username}}: {{count}}',
  'run-finished':
    '{{name}}: run finished, {{outcome}}: {{read}} read, {{created}} created, {{updated}} updated, {{unchanged}} unchanged, {{deleted}} deleted, {{quarantined}} quarantined, {{held}} deletions held',
  'proof-started': '{{name}}: comparison of both servers started ({{trigger}})',
  'proof-equal': '{{name}}: verified equal, slices compared: {{slices}}',
  'proof-different':
    '{{name}}: the two servers differ, differences: {{differences}}, slices compared: {{slices}}',
  // Batches and records
  'batch-sent': 'Batch {{batch}} sent: {{records}} records, {{bytes}} bytes',
  'batch-acknowledged': 'Batch {{batch}} acknowledged: {{arrived}} arrived, {{refused}} refused',
  'batch-settled-by-reading': 'Batch settled by reading the destination back: {{arrived}} arrived',
  'metadata-settled':
    'Batch {{batch}} settled by reading the destination back: {{arrived}} arrived, {{missing}} did not',
  'metadata-effect-unknown':
    'Answer lost for batch {{batch}}, objects: {{objects}}: the destination will be read back',
  'batch-too-large': 'Batch of {{rows}} rows too large for the server, it is divided',
  'batch-effect-unknown':
    'Answer lost for {{values}} values of {{dataSet}}: the destination will be read back',
  'values-refused': '{{dataSet}}: values refused by the destination, quarantined: {{values}}',
  'record-quarantined': 'Quarantined: {{slice}} {{key}}, {{problem}}',
  'answers-doubtful': 'The answers of the source disagree, data sets read again as a whole: {{dataSets}}',
  'aggregate-ended-early': 'Aggregate data: ended early, the rest was not looked at',
  'aggregate-done':
    'Aggregate data: {{read}} read, {{created}} created, {{updated}} updated, {{unchanged}} unchanged, {{deleted}} deleted, {{quarantined}} quarantined',
  'names-not-read': 'Names not read ({{plural}}), identifiers are shown instead: {{problem}}',
  // Requests
  throttled: '{{host}} asks to slow down: next attempt in {{ms}} ms',
  'request-repeated': '{{method}} {{path}}: attempt {{attempt}} in {{ms}} ms, {{problem}}',
  'request-failed': '{{method}} {{path}}: {{problem}}',
};
