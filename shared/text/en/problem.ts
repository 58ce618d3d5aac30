/** Texts under `problem`: for each code what happened (`title`) and what to do (`next`). */
export const problem = {
  'name-not-found': {
    title: 'The server name was not found',
    next: 'Check the address of the connection and the internet access of this computer.',
  },
  'connection-refused': {
    title: 'The server refuses the network connection',
    next: 'Check the port in the address and that the server is running. Automatic checks try again by themselves.',
  },
  'network-unreachable': {
    title: 'The network cannot be reached',
    next: 'Check that this computer is connected to the network. Automatic checks try again by themselves.',
  },
  'timed-out': {
    title: 'The server did not answer in time',
    next: 'The server or the line is slow: try again later. If it lasts, tell the administrator of the server.',
  },
  'connection-cut': {
    title: 'The connection was cut during the exchange',
    next: 'Nothing is lost: the next run reads back what arrived before it sends anything again.',
  },
  'tls-failed': {
    title: 'The certificate of the server is not accepted',
    next: 'Check the address, the date of this computer and, with the administrator, the validity of the certificate.',
  },
  'http-not-allowed': {
    title: 'The address is not encrypted (http://)',
    next: 'Use an https:// address. Failing that, allow http:// in the connection: the password will travel unprotected.',
  },
  redirected: {
    title: 'The server points to another address',
    next: 'Open the address in a browser and enter the final address in the connection, up to the path of DHIS2.',
  },
  'not-json': {
    title: 'The answer is not that of a DHIS2 server',
    next: 'Check the path of the address. A login page or a proxy may be answering in place of DHIS2.',
  },
  'malformed-answer': {
    title: 'The answer of the server cannot be read',
    next: 'Try again. If it lasts, a device on the network may be altering answers: tell the administrator.',
  },
  'incomplete-answer': {
    title: 'The answer of the server is incomplete',
    next: 'Nothing counts as read: reading starts again with the next run.',
  },
  'wrong-credentials': {
    title: 'The server refuses the username or the secret',
    next: 'Open the connection, replace the password or the token, then test. No other attempt is made, so that the account is not locked.',
  },
  forbidden: {
    title: 'The account is not allowed to do this',
    next: 'Ask the administrator of the server for the authorities that this account lacks.',
  },
  'not-found': {
    title: 'The server does not know this address',
    next: 'Check the path in the address of the connection (for example /dhis).',
  },
  conflict: {
    title: 'The server refused the request',
    next: 'Read the answer of the server below: it names what stands in the way.',
  },
  'too-large': {
    title: 'The payload is too large for the server',
    next: 'The next batches will be smaller. If it lasts, tell the administrator of the server.',
  },
  'too-many-requests': {
    title: 'The server asks to slow down',
    next: 'No action needed: work resumes by itself.',
  },
  'gateway-error': {
    title: 'DHIS2 does not answer behind its front server',
    next: 'DHIS2 may be restarting: try again in a few minutes. If it lasts, tell the administrator.',
  },
  'server-error': {
    title: 'The server met an internal error',
    next: 'Try again. If it lasts, pass the answer of the server below on to its administrator.',
  },
  'unsupported-version': {
    title: 'This version of DHIS2 is not supported',
    next: 'Passerelle works with DHIS2 2.40 to 2.43.',
  },
  'unsupported-calendar': {
    title: 'The calendar of this server is not supported',
    next: 'Only the Gregorian calendar (iso8601) is supported for now.',
  },
  'missing-authority': {
    title: 'This account lacks an authority',
    next: 'Ask the administrator of the server to add this authority to a role of the account.',
  },
  'account-without-org-units': {
    title: 'No organisation unit is assigned to this account',
    next: 'Ask the administrator to assign to the account the organisation units to read or write.',
  },
  'same-server': {
    title: 'Source and destination are the same server',
    next: 'Choose another destination. If one is a copy of the other, confirm it in the synchronisation.',
  },
  'server-identity-changed': {
    title: 'It is no longer the same server at this address',
    next: 'The server was replaced or restored. Check the address, then save the connection again to accept it.',
  },
  'server-clock-went-back': {
    title: 'The clock of the server went back',
    next: 'Everything is read again from an earlier point. Ask the administrator to set the clock of the server.',
  },
  'server-clock-unreadable': {
    title: 'The time of the server cannot be read',
    next: 'Without it no change can be dated. Tell the administrator of the server.',
  },
  'import-report-unreadable': {
    title: 'The import report cannot be read',
    next: 'Nothing counts as arrived: the destination is read back before anything is sent again.',
  },
  'import-rejected': {
    title: 'The destination refused the whole batch',
    next: 'Read the answer of the server below, correct the cause, then run again.',
  },
  'record-rejected': {
    title: 'The destination refused this record',
    next: 'Correct it at the source or complete the destination, then send it again.',
  },
  'dependency-quarantined': {
    title: 'Depends on an object in quarantine',
    next: 'Correct the object it depends on first: it will then go with it.',
  },
  'not-arrived': {
    title: 'Sent, but missing at the destination',
    next: 'It stays in quarantine. Check that the destination allows it, then send it again.',
  },
  'data-set-missing': {
    title: 'The destination does not have this data set',
    next: 'Synchronise the metadata first, or create the data set at the destination: its values will follow.',
  },
  'confirmation-needed': {
    title: 'The destination is not empty: your consent is needed',
    next: 'Compare the counts shown, then accept or refuse the first write.',
  },
  'deletions-held': {
    title: 'Deletions wait for your consent',
    next: 'Read the names, then accept or refuse. Nothing is deleted without an answer.',
  },
  'ends-differ': {
    title: 'The two servers differ',
    next: 'Open the run to see the list of differences.',
  },
  'state-locked': {
    title: 'Another program already uses this state folder',
    next: 'Close the other Passerelle (window or command line) that works on this folder, then try again.',
  },
  'state-unreadable': {
    title: 'A state file could not be read',
    next: 'It is kept aside, nothing of it was erased. Check your connections and synchronisations.',
  },
  'disk-full': {
    title: 'The disk is full',
    next: 'Free some space: no run starts while the state cannot be written.',
  },
  'disk-failed': {
    title: 'The disk refuses to write',
    next: 'Check the rights of the data folder and the health of the disk.',
  },
  'secret-missing': {
    title: 'The password or token is missing',
    next: 'Open the connection and enter it.',
  },
  'secret-store-unavailable': {
    title: 'The secret store of the system is not available',
    next: 'Secrets are kept for this session only. Unlock the keyring of your session to keep them.',
  },
  'setup-invalid': {
    title: 'The setup is not valid',
    next: 'Correct the item named, then try again.',
  },
  'unsupported-domain': {
    title: 'This kind of data is not supported yet',
    next: 'Only metadata and aggregate data are synchronised for now.',
  },
  'unsupported-mode': {
    title: 'This mode is not supported yet',
    next: 'Choose the manual or the automatic mode.',
  },
  'unknown-synchronisation': {
    title: 'This synchronisation no longer exists',
    next: 'Refresh the list (F5).',
  },
  'unknown-connection': {
    title: 'This connection no longer exists',
    next: 'Refresh the list (F5).',
  },
  'already-running': {
    title: 'A run is already in progress',
    next: 'Wait for its end or stop it.',
  },
  'run-interrupted': {
    title: 'The run was interrupted',
    next: 'The program ended on the way. The next run checks what arrived, then goes on.',
  },
  'stopped-by-operator': {
    title: 'Stopped by you',
    next: 'Run again to go on where it was.',
  },
  'invalid-input': {
    title: 'The input is not valid',
    next: 'Correct the fields shown, then try again.',
  },
  'internal-error': {
    title: 'Internal error of Passerelle',
    next: 'Try again. If it lasts, export a diagnostic bundle and send it to your support team.',
  },
  'invalid-query': {
    title: 'The search is not valid',
    next: 'Correct it: {{reason}}. The last result stays on screen.',
  },
  'query-too-slow': {
    title: 'The expression takes too long',
    next: 'Make the expression simpler, or first search for a word that stands in the line.',
  },
  'log-unknown': {
    title: 'This log file is no longer there',
    next: 'It was renamed, archived or closed: choose it again in the list.',
  },
  'log-unreadable': {
    title: 'The log file cannot be read',
    next: 'Check the permissions of {{file}} and that no other program blocks it, then try again.',
  },
  'log-not-a-log': {
    title: 'The file is not a readable log',
    next: 'Choose a text file, a .gz file or a diagnostic bundle (.zip).',
  },
  'log-damaged': {
    title: 'The compressed file is damaged or incomplete',
    next: 'What could be read of {{file}} is shown, the rest is missing: ask for the file again.',
  },
  'log-too-large': {
    title: 'The file is too large once decompressed',
    next: 'Only the beginning of {{file}} is shown: decompress it by other means, then open the resulting file.',
  },
  'log-too-varied': {
    title: 'The log carries more different names than the filters can hold',
    next: 'A filter by module, synchronisation, run or code may miss lines of {{file}}: search for the text instead.',
  },
  'log-reader-gone': {
    title: 'Reading the logs was interrupted',
    next: 'It starts again by itself: open the screen again. Synchronisations are not affected.',
  },
  'detail-gone': {
    title: 'The full detail is no longer kept',
    next: 'Details are removed after some time or when room runs out. The log line stays.',
  },
  cancelled: {
    title: 'Cancelled',
    next: 'Nothing was written.',
  },
};
