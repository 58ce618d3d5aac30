/** Texts under `connection`: the steps of a connection test and what each one found. */
export const connection = {
  step: {
    address: 'Address',
    name: 'Server name',
    tls: 'Encryption (TLS)',
    version: 'DHIS2 version',
    account: 'Account',
    authorities: 'Authorities',
    'org-units': 'Organisation units',
    clock: 'Clock and time zone',
    identity: 'Identity of the server',
  },
  result: {
    passed: 'Passed',
    warning: 'To watch',
    failed: 'Failed',
    skipped: 'Not done',
    running: 'In progress',
  },
  fact: {
    version: 'DHIS2 {{version}}',
    username: 'logged in as {{username}}',
    zone: 'zone {{zone}}',
    skewSeconds: 'offset {{skewSeconds}} s',
    systemId: 'identifier {{systemId}}',
    daysLeft: 'certificate valid for {{daysLeft}} more days',
    latencyMs: 'answer in {{latencyMs}} ms',
  },
};
