/** Texts under `cli`: what the command line says. */
export const cli = {
  usage: `Usage:
  passerelle run --setup FILE.json --state DIR --once [--sync NAME] [--json] [--yes] [--allow-deletions N]
  passerelle check --setup FILE.json [--json]
  passerelle demo [--scale 0.1]
Common options: --language fr|en
Exit codes: 0 clean; 1 something quarantined, held or different; 2 failed or partly looked; 64 bad usage or setup file.`,
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
  error: 'Error {{code}}: {{title}}. {{next}}',
  words: 'Server’s answer: {{words}}',
};
