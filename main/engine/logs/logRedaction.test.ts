import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { logLevels, logModules } from '../../../shared/model/log';
import type { LogCode, LogEvent } from '../../../shared/model/log';
import { logFields } from '../../../shared/model/logFields';
import type { LogField, LogParams } from '../../../shared/model/logFields';
import { log as french } from '../../../shared/text/fr/log';
import { createLog } from './createLog';
import { openDetailStore } from './detailStore';
import { parseLine } from './lineForm';
import { maskPersons } from './maskPersons';
import { Redactor } from './redactor';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-canaries-'));
});
// A text of the details, or the last hour, may be on its way yet: it arrives between two attempts.
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 9, retryDelay: 20 }));

/** Everything that stands in any file below a folder. */
function everythingIn(path: string): string {
  if (statSync(path).isFile()) return readFileSync(path, 'utf8');
  return readdirSync(path)
    .map((name) => everythingIn(join(path, name)))
    .join('\n');
}

const password = 'Sable-7421 x"é+/?';
const accessToken = 'd2pat_5xVA12xyUbWNedQxy4ohH77WlxRGVvZZ1151814092';
/** What must stand nowhere: secrets, in whatever form, and what tells who a person is. */
const canaries = [
  password,
  encodeURIComponent(password),
  Buffer.from(`admin:${password}`).toString('base64'),
  accessToken,
  'hunter22',
  'Dupont',
  'DIOP',
  'jean.dupont@example.org',
  '77 123 45 67',
  '771234567',
  'VIH positif',
] as const;

const codes = Object.keys(french) as LogCode[];
const fields = Object.keys(logFields) as LogField[];

/** Texts as servers and programs write them, each with canaries. */
const carriers = [
  `login with ${password} failed`,
  `Authorization: Basic ${Buffer.from(`admin:${password}`).toString('base64')}`,
  `https://admin:hunter22@play.example.org/api?x=${encodeURIComponent(password)}`,
  `{"password":"hunter22","firstName":"Jean","lastName":"Dupont","phoneNumber":"771234567"}`,
  accessToken,
  `User Jean Dupont (jean.dupont@example.org, +221 77 123 45 67) already exists`,
  'Jean Dupont already exists',
  'Value ‘VIH positif’ is not a valid option of patient DIOP Awa',
  `Key (name)=(Jean Dupont) already exists.\n    at Object.keep (file:///home/Dupont/main.ts:12:3)`,
  `"Jean Dupont" <jean.dupont@example.org> 771234567`,
];

describe('canaries', () => {
  test('put through every code and every field stand in no file, no last hour, no detail, no sentence', async () => {
    const details = openDetailStore({ stateFolder: folder, now: () => 1_760_000_000_000 });
    const spoken: string[] = [];
    const log = createLog({
      folder: join(folder, 'logs'),
      language: () => 'fr',
      clock: { now: () => 1_760_000_000_000 },
      details,
      console: (line) => void spoken.push(line),
    });
    log.protect(password);
    let turn = 0;
    const write = (code: LogCode, params: LogParams): void => {
      const carrier = carriers[turn % carriers.length] ?? '';
      const level = logLevels[turn % logLevels.length] ?? 'INFO';
      turn += 1;
      const module = logModules[turn % logModules.length] ?? 'app';
      log.write({
        level,
        module,
        code,
        params,
        detail: carrier.repeat(1 + (turn % 20)),
        runId: `run${turn % 7}`,
      });
    };
    for (const code of codes) {
      // Every field at once, each with another carrier: names of the operator's own choosing take secrets and contacts only.
      for (let shift = 0; shift < carriers.length; shift += 2) {
        const params = fields.map((field, index) => {
          const carrier = carriers[(index + shift) % carriers.length] ?? '';
          const holdsName = /Dupont|DIOP|VIH/.test(carrier);
          return [
            field,
            logFields[field] === 'name' && holdsName ? `${password} ${accessToken} 77 123 45 67` : carrier,
          ];
        });
        write(code, Object.fromEntries(params) as LogParams);
      }
    }
    // Fields that nobody declared, as a problem of a later version may bring them.
    write('run-problem', { ...{ patient: 'Jean Dupont', phone: 771234567 }, problem: 'conflict' });
    const saved = await log.saveLastHour();
    expect(saved.ok).toBe(true);
    await log.close();
    const written = everythingIn(folder) + spoken.join('\n');
    expect(written.length).toBeGreaterThan(100_000);
    expect(canaries.filter((canary) => written.includes(canary))).toEqual([]);
    expect(written).toContain('code=run-problem');
    expect(readdirSync(join(folder, 'runs', 'details')).length).toBeGreaterThan(0);
  });

  test('a secret is masked wherever it begins within a base64 text', () => {
    const redactor = new Redactor();
    redactor.protect('Sable-7421-x');
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (before, behind) => {
        const text = Buffer.from(`${before}Sable-7421-x${behind}`).toString('base64');
        const clean = redactor.redact(`x ${text} y`);
        expect(clean).not.toContain(text);
      }),
      { seed: 20261123 },
    );
  });

  test.each(['\n', '\r\n', '\r\n    ', '\\n', '\\r\\n\t', '\\\\n'])(
    'a secret is masked within a base64 text that is broken into lines by %j',
    (lineBreak) => {
      const redactor = new Redactor();
      redactor.protect('Sable-7421-x/vent');
      fc.assert(
        fc.property(fc.string({ maxLength: 90 }), fc.integer({ min: 16, max: 76 }), (before, width) => {
          const encoded = Buffer.from(`${before}Sable-7421-x/vent!`).toString('base64');
          const lines = encoded.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
          const clean = redactor.redact(`x ${lines.join(lineBreak)} y`);
          const at = Buffer.byteLength(before);
          const secret = encoded.slice(
            Math.ceil((at * 8) / 6),
            Math.floor(((at + 'Sable-7421-x/vent'.length) * 8) / 6),
          );
          expect(clean).toContain('***');
          for (const part of [secret, secret.slice(0, 16), secret.slice(-16)])
            expect(clean.replaceAll(lineBreak, '')).not.toContain(part);
        }),
        { numRuns: 60 },
      );
    },
  );

  test.each([
    ['in capitals', 'SABLE-7421-X"É+/?'],
    ['in small letters', 'sable-7421-x"é+/?'],
    ['in an address, hexadecimal digits in capitals', 'Sable-7421-x%22%C3%A9%2B%2F%3F'],
    ['in an address, hexadecimal digits in small letters', 'Sable-7421-x%22%c3%a9%2b%2f%3f'],
    ['in JSON', 'Sable-7421-x\\"é+/?'],
    ['in JSON within JSON', 'Sable-7421-x\\\\\\"é+/?'],
  ])('a secret is masked %s', (_, written) => {
    const redactor = new Redactor();
    redactor.protect('Sable-7421-x"é+/?');
    const text = `x ${written} y`;
    expect(redactor.redact(text)).toBe('x *** y');
    const bytes = Buffer.from(text);
    expect(redactor.maySuspect(bytes, 0, bytes.length)).toBe(true);
  });

  test('a secret with blanks is masked as forms send it', () => {
    const redactor = new Redactor();
    redactor.protect('Sable 7421 et+vent');
    expect(redactor.redact('q=Sable+7421+et%2Bvent&x q=sable+7421+et%2bvent')).toBe('q=***&x q=***');
  });

  test('a secret that is part of another one leaves nothing of the longer one', () => {
    const redactor = new Redactor();
    redactor.protect('sable');
    redactor.protect('sable-et-vent');
    expect(redactor.redact('x sable-et-vent y')).toBe('x *** y');
  });
});

describe('fields', () => {
  test('every parameter of every sentence is declared', () => {
    const named = codes.flatMap((code) =>
      [...french[code].matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]),
    );
    expect([...new Set(named)].filter((name) => !Object.hasOwn(logFields, name ?? ''))).toEqual([]);
  });

  test('codes, times, names and technical words stay readable', () => {
    const redactor = new Redactor();
    const params: LogParams = {
      problem: 'timed-out',
      since: '2025-10-10T14:23:01.250+01:00',
      key: 'fbfJHSPpUQD.202501.DiszpKrYNg8.HllvX50cXC0.HllvX50cXC0',
      name: 'Données 2024-2025, Thiès',
      source: 'http://127.0.0.1:44123/dhis',
      reason: 'connect ECONNREFUSED 10.20.30.40:8080',
      path: '/api/metadata?fields=:owner',
      values: 12345678,
    };
    expect(redactor.redactParams(params)).toEqual(params);
  });

  test.each([
    ['Internal Server Error', 'Internal Server Error'],
    ['502 Bad Gateway nginx/1.18.0 (Ubuntu)', '502 Bad Gateway nginx/1.18.0 (Ubuntu)'],
    [
      'E5002: Invalid reference [a1B2c3D4e5F] (DataElement)',
      'E5002: Invalid reference [a1B2c3D4e5F] (DataElement)',
    ],
    ['association `categoryCombo`', 'association `categoryCombo`'],
    ['on object Centre Keur Massar [k1L2m3N4o5P]', 'on object *** *** *** [k1L2m3N4o5P]'],
    ['L’unité d’organisation n’existe pas', 'L’unité d’organisation n’existe pas'],
    ['‘l’eau’ refused', '‘***’ refused'],
    ['cut off: "jean dupo', 'cut off: "***'],
    ['User jean.dupont has no access', 'User *** has no access'],
    ['username: admin2, role missing', 'username: ***, role missing'],
    ['createdBy=jdupont lastUpdatedBy=admin2', 'createdBy=*** lastUpdatedBy=***'],
    ['updated by user: awa-d', 'updated by user: ***'],
    ['User account is locked', 'User account is locked'],
    ['the user does not exist', 'the user does not exist'],
    ['at file:///Users/jean/x.ts', 'at file:///Users/***/x.ts'],
  ])('words: %s', (text, expected) => {
    expect(maskPersons(text)).toBe(expected);
  });
});

describe('lines', () => {
  test('no text forges a line or a field', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(
        '\n[ERROR] 2025-10-10 14:23:01 [app] - forged | seq=1 t=2025-10-10T14:23:01.250+01:00',
        '\r\n[ERROR] x',
        '\u2028[ERROR] x',
        '\u0085[ERROR] x',
        'x | seq=999999 t=2000-01-01T00:00:00.000Z run=forged code=forged',
        '" seq=999999 code=forged x="',
        '\\" seq=999999 code=forged x=\\"',
        'x\u202e[RORRE]',
        'a\\',
      ),
    );
    const path = join(folder, 'logs');
    // What the clock of this computer shows, in whatever time zone it stands.
    const at = new Date(2025, 9, 9, 8, 53, 20).getTime();
    const log = createLog({ folder: path, language: () => 'en', clock: { now: () => at } });
    let count = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        fc.constantFrom(...fields),
        texts,
        texts,
        (code, field, text, detail) => {
          const params: LogParams = { [field]: text, name: text };
          const event: LogEvent = {
            level: 'ERROR',
            module: 'app',
            code,
            params,
            detail,
            runId: text,
            syncId: detail,
          };
          log.write(event);
          count += 1;
        },
      ),
      { numRuns: 400, seed: 20261123 },
    );
    void log.close();
    const lines = readFileSync(join(path, 'errors.log'), 'utf8').split(/\r\n|[\n\r\u0085\u2028\u2029\v\f]/u);
    expect(lines.pop()).toBe('');
    expect(lines).toHaveLength(count);
    for (const [index, line] of lines.entries()) {
      const parsed = parseLine('errors.log', 0, line);
      expect(parsed).toMatchObject({
        seq: index + 1,
        level: 'ERROR',
        module: 'app',
        time: '2025-10-09 08:53:20',
      });
      expect(line.split(' | ')).toHaveLength(2);
      // Outside quotes each of the fields stands once: what is quoted is taken out first.
      const bare = line.slice(line.indexOf(' | ')).replace(/="(?:[^"\\]|\\.)*"/g, '=…');
      for (const name of [' seq=', ' code=', ' t=', ' run=', ' sync='])
        expect(bare.split(name)).toHaveLength(2);
      expect(Buffer.byteLength(line)).toBeLessThan(4096);
    }
  });
});
