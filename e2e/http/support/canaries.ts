import type { FaultRule } from '../../../sandbox/faults/fault';

/** Secrets that the runs of these tests are given. */
export const password = 'Canari/Mot+de=passe 7391';
/** The account whose password that is, where a test chooses its name. */
export const account = 'canari.compte';
/** A personal access token, as DHIS2 makes them. */
export const token = 'd2pat_CanariJetonSecret7391AbCdEfGhIjKlMnOp0000000001';
/** Somebody whose name, mail and telephone stand in what servers hold and answer. */
export const person = {
  firstName: 'Aminata',
  surname: 'Zoungranadebo',
  email: 'aminata.zoungranadebo@sante.example.org',
  phoneNumber: '+226 70 73 91 55',
  username: 'azoungranadebo',
};
/** A value that somebody entered. */
export const dataValue = '739155';
/** What somebody wrote beside a value. */
export const comment = 'Patiente Zoungranadebo, vue le 3 mars, à rappeler';

/** What no name before it tells for a secret: it is known by itself, and not as it was given. */
export const disguised: readonly string[] = [
  password.toUpperCase(),
  encodeURIComponent(password).toLowerCase(),
  Buffer.from(`${account}, admin:${password}`).toString('base64'),
];
/** Base64 that is broken into lines of 76 letters, in the middle of the password. */
export const broken = (
  Buffer.from(`${'-'.repeat(44)}${password}`)
    .toString('base64')
    .match(/.{1,76}/g) ?? []
).join('\r\n');

/** Whatever of these stands in a file is a leak; numbers and names in the forms that servers give them. */
export const canaries: readonly string[] = [
  password,
  encodeURIComponent(password),
  Buffer.from(password).toString('base64'),
  Buffer.from(`admin:${password}`).toString('base64'),
  Buffer.from(`${account}:${password}`).toString('base64'),
  'Canari/Mot',
  account,
  token,
  'CanariJetonSecret',
  Buffer.from(token).toString('base64'),
  person.firstName,
  person.surname,
  person.email,
  'zoungranadebo',
  person.phoneNumber,
  person.phoneNumber.replaceAll(' ', ''),
  '70 73 91 55',
  person.username,
  comment,
  'à rappeler',
  dataValue,
  ...disguised,
  // Before and behind the break.
  broken.slice(64, 76),
  broken.slice(78, 90),
];

/** The person as an object of a server. */
export const user = { id: 'CanariUsr01', ...person, name: `${person.firstName} ${person.surname}` };

/** What a server writes when it refuses: whole objects with the people in them, values, and what it was sent. */
const words = [
  `Value ${dataValue} of ${person.firstName} ${person.surname} is not a valid number`,
  `Object of ${user.name} (account \`${person.username}\`, ${person.email}, tél. ${person.phoneNumber}) is not updated`,
  `Request from '${person.username}' with Authorization: Basic ${Buffer.from(`admin:${password}`).toString('base64')}`,
  `token=${token} password=${password}`,
  `Invalid object {"createdBy":${JSON.stringify(user)},"comment":"${comment}","value":"${dataValue}"}`,
].join('; ');

const webMessage = JSON.stringify({
  httpStatus: 'Conflict',
  httpStatusCode: 409,
  status: 'ERROR',
  message: words,
  response: {
    responseType: 'ImportSummary',
    status: 'ERROR',
    conflicts: [{ object: person.username, value: words, errorCode: 'E7619' }],
    createdBy: user,
  },
});

const page = `<html><body><h1>500</h1><p>${words}</p></body></html>`;

/** Ways in which a server refuses with all of that in its words, each with a name. */
export const faults: readonly (readonly [string, readonly FaultRule[]])[] = [
  [
    'a refusal of metadata in JSON',
    [
      {
        method: 'POST',
        path: '/api/metadata*',
        fault: { kind: 'status', status: 409, body: webMessage, contentType: 'application/json' },
      },
    ],
  ],
  [
    'an error page instead of the values',
    [
      {
        method: 'GET',
        path: '/api/dataValueSets*',
        fault: { kind: 'status', status: 500, body: page, contentType: 'text/html' },
      },
    ],
  ],
  [
    'a refusal of values in JSON',
    [
      {
        method: 'POST',
        path: '/api/dataValueSets*',
        fault: { kind: 'status', status: 409, body: webMessage, contentType: 'application/json' },
      },
    ],
  ],
  [
    'a server error on values in JSON',
    [
      {
        method: 'POST',
        path: '/api/dataValueSets*',
        fault: { kind: 'status', status: 500, body: webMessage, contentType: 'application/json' },
      },
    ],
  ],
];

/**
 * A refusal in whose words nothing but the secret itself tells that it is one. A server knows the secrets of its own
 * accounts alone, as do those who keep its words; the logs know those of both servers.
 */
export const disguisedFault: readonly [string, readonly FaultRule[]] = [
  'a refusal that repeats a secret in other forms',
  [
    {
      method: 'POST',
      path: '/api/metadata*',
      fault: {
        kind: 'status',
        status: 409,
        body: JSON.stringify({
          httpStatus: 'Conflict',
          httpStatusCode: 409,
          status: 'ERROR',
          message: `neither ${disguised.join(' nor ')} nor ${broken} is known`,
        }),
        contentType: 'application/json',
      },
    },
  ],
];
