/** Texts under `cli`: what the command line says. */
export const cli = {
  usage: `Usage:
  passerelle run --setup FILE.json --state DIR --once [--sync NAME] [--json] [--yes] [--allow-deletions N]
  passerelle check --setup FILE.json [--json]
  passerelle demo [--scale 0.1]
  passerelle logs list --state DIR [--json]
  passerelle logs view FILE [--state DIR] [--lines 100] [--json]
  passerelle logs tail [FILE…] --state DIR [--lines 10] [--json]
  passerelle logs search QUERY --files a.log,b.log [--state DIR] [--level ERROR,WARNING+] [--module M] [--run R] [--code C] [--from DATE] [--until DATE] [--regex] [--exact-case] [--context N] [--old] [--json|--count]
  passerelle logs clear FILE --state DIR [--yes]
  passerelle logs bundle --out FILE.zip --state DIR [--hours 24 | --from DATE --until DATE] [--hide-names] [--setup FILE.json]
Common options: --language fr|en
Exit codes: 0 clean; 1 something quarantined, held or different; 2 failed or partly looked; 64 bad usage or setup file.
logs search: 0 found; 1 nothing found; 2 something could not be read.`,
  badUsage: 'Invalid command: {{words}}',
  badSetup: 'Invalid setup file, {{place}}: {{reason}}',
  unknownSynchronisation: 'No synchronisation in this file is called “{{name}}”.',
  onceNeeded: 'Add --once: running on without a console is not built yet.',
  running: 'Synchronisation “{{name}}”',
  phase: {
    connecting: 'connecting to both servers',
    settling: 'settling what was interrupted',
    reading: 'reading',
    comparing: 'comparing',
    validating: 'validating',
    sending: 'sending',
    deleting: 'deleting',
    proving: 'comparing both servers',
  },
  progress: '{{phase}}: {{done}}',
  progressOf: '{{phase}}: {{done}} of {{total}}',
  result: {
    changed: 'Changed: {{sent}} records sent, {{deleted}} deleted, {{unchanged}} unchanged.',
    'verified-unchanged': 'Nothing to send: everything was read, {{unchanged}} records unchanged.',
    'could-not-look': 'Could not look: nothing could be looked at.',
    'partly-looked': 'Partly looked: {{sent}} records sent, the rest could not be looked at.',
  },
  proof: {
    equal: 'Verified equal at {{at}}: {{scope}}.',
    different: 'The two servers differ: {{differences}} differences ({{scope}}).',
    'not-checked': 'The two servers were not compared.',
  },
  scope: { metadata: 'metadata', aggregate: 'aggregate values' },
  quarantined: '{{count}} records quarantined.',
  held: '{{count}} deletions held: run again with --allow-deletions {{count}} to allow them.',
  confirm: 'The destination is not empty ({{counts}}). Run again with --yes to write into this server.',
  check: '{{name}}: {{step}} — {{result}}',
  checkResult: { passed: 'passed', warning: 'warning', failed: 'failed', skipped: 'skipped' },
  demo: {
    starting: 'Demonstration: starting two sandbox servers…',
    begins:
      'Source {{source}}, destination {{destination}}. The synchronisation begins in {{seconds}} seconds.',
    done: 'Demonstration ended after {{seconds}} s: {{outcome}}',
  },
  logs: {
    none: 'No log file in {{folder}}.',
    total: '{{files}} files, {{bytes}} bytes in the log folder. Columns: name, bytes, last change, lines.',
    confirmClear: 'Clear {{file}}? What stands in it is kept in the archive. (yes/no) ',
    yesNeeded: 'Add --yes to clear {{file}}: nobody can answer here.',
    notCleared: 'Nothing was cleared.',
    clearRunning:
      'Passerelle uses these logs right now: clear them from its window (Logs, Files), or close it first.',
    cleared: '{{file}} cleared, content kept: archive/{{archivedAs}}',
    entry: '  {{name}}: {{bytes}} bytes',
    entryLines: '  {{name}}: {{bytes}} bytes, {{lines}} lines',
    incomplete: '  {{name}}: {{bytes}} bytes, incomplete: {{title}}',
    missing: '  {{name}}: missing: {{title}}',
    saved: 'Diagnostic bundle saved: {{path}} ({{entries}} files, {{bytes}} bytes)',
  },
  error: 'Error {{code}}: {{title}}. {{next}}',
  words: 'Server’s answer: {{words}}',
};
