import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../shared/model/settings';
import { BundleRedactor } from './bundleRedactor';

const noSettings: Settings = {
  connections: [],
  synchronisations: [],
  preferences: { language: 'fr', theme: 'system', closeToTrayExplained: true, logMegabytes: 500 },
};

function settingsOf(...usernames: readonly string[]): Settings {
  return {
    ...noSettings,
    connections: usernames.map((username, index) => ({
      id: `c${index}`,
      name: `Ministère ${index}`,
      url: `https://dhis2-${index}.example.org/national`,
      allowHttp: false,
      auth: { type: 'basic', username },
    })),
    synchronisations: [
      {
        id: 'q1w2e3',
        name: 'Nord vers Sud',
        sourceId: 'c0',
        destinationId: 'c1',
        domains: ['metadata'],
        mode: 'manual',
        checkIntervalSeconds: 300,
        activity: 'started',
        clone: 'not-a-clone',
      },
    ],
  };
}

/** All but letters and digits as HTML may write them. */
function html(text: string, write: (code: number) => string): string {
  return text.replace(/[^A-Za-z0-9]/gu, (character) => write(character.codePointAt(0) ?? 0));
}

/** Ways in which a program may write a text into a line; base64 with one, two or three bytes before it. */
function writings(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  return [
    text,
    encodeURIComponent(text),
    new URLSearchParams({ q: text }).toString().slice(2),
    json,
    JSON.stringify(json).slice(1, -1),
    html(text, (code) => `&#${code};`),
    html(text, (code) => `&#x${code.toString(16).toUpperCase()};`),
    ...['', 'a:', 'ab:'].map((before) => Buffer.from(`${before}${text}`, 'utf8').toString('base64')),
    Buffer.from(`user:${text}`, 'utf8').toString('base64url'),
  ];
}

/** Letters of the alphabet alone as they stand in a text of the other case: what else has a case may change its length. */
function asciiCaseOf(text: string): (other: string) => string {
  return (other) => {
    const isSmall = other === text.toLowerCase();
    return text.replace(/[A-Za-z]/g, (letter) => (isSmall ? letter.toLowerCase() : letter.toUpperCase()));
  };
}

function holdsNone(clean: string, text: string): void {
  for (const written of writings(text).filter((one) => !one.includes('\n')))
    expect(clean).not.toContain(written);
}

const secret = fc
  .oneof(
    fc.string({ minLength: 4, maxLength: 40 }),
    fc.string({ unit: 'grapheme', minLength: 4, maxLength: 20 }),
  )
  .filter((text) => text.trim().length >= 4 && !/[\r\n]/.test(text));
const ownLine = (sentence: string, fields = '') =>
  `[INFO] 2026-11-23 10:00:00 [app] - ${sentence} | seq=1 t=2026-11-23T10:00:00.000+00:00 code=run-problem${fields}`;

/** What has to be changed, or may have to be. */
const suspects: readonly string[] = [
  ...['S3cret!pass', 'é!#ù', 'k$9L!2p+', 'awa.kone', 'AWA.KONE', 'app', 'a+b/c', 'a%2Bb%2Fc', '\\u0061'],
  ...['S3cret!pass', 'awa.kone', 'a+b/c', 'é!#ù'].map((text) => Buffer.from(text, 'utf8').toString('base64')),
  ...[0, 1, 2].flatMap((before) => {
    const encoded = Buffer.from(`${'-'.repeat(30 + before)}S3cret!pass--`).toString('base64');
    return [44, 46, 50].flatMap((at) => [
      ` ${encoded.slice(0, at)}`,
      encoded.slice(at),
      `${encoded.slice(0, at)}\\n${encoded.slice(at)}`,
    ]);
  }),
  ...['"firstName":"Zoé"', 'createdBy: {', '"users":[', "'value': 'x'", '"comment"=', '<note>x<', 'user=x&'],
  ...['E-Mail: x', '<surname>y<', 'storedby => "z"', 'last_updated_by={', 'phoneNumber', 'birthday: 1'],
  ...['password=abc', 'Basic YWJjZGVmZw==', 'BEARER abcdefgh', 'd2pat_abcdef12', 'Cookie: a=b', 'token: x'],
  ...['authorization: x', 'authorisation=y', 'JSESSIONID=1', 'a@b.org', 'a%40b.org', 'x://u:p@h/'],
  ...[
    '/home/zoe/x',
    '/Users/zoe',
    'C:\\Users\\zoe',
    'Ministère 1',
    'Minist\\u00e8re 1',
    'Nord vers Sud',
    'q1w2e3',
  ],
  ...['https://dhis2-0.example.org/national', 'DHIS2-1.EXAMPLE.ORG', '/national', 'ftp://x.y', 'host=h.org'],
  ...[
    'server: abc',
    'ENOTFOUND x',
    'ECONNRESET a.b',
    '10.1.2.3',
    'fe80:1:2:3:4:5',
    '[::1]',
    ' host=a.b',
    ' source=x',
  ],
];
/** What only looks so. */
const nearly: readonly string[] = suspects.flatMap((text) => [
  text.slice(1),
  text.slice(0, -1),
  text.toUpperCase(),
]);

describe('BundleRedactor', () => {
  it('leaves no secret in a line, however it is written there', () => {
    fc.assert(
      fc.property(secret, fc.nat(10), (text, which) => {
        const redactor = new BundleRedactor({ masks: [text], settings: noSettings, names: 'shown' });
        const written = writings(text)[which] ?? text;
        const clean = redactor.text(`before ${written} behind\n${ownLine(`x ${written}`)}`);
        holdsNone(clean.replaceAll('***', ''), text);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves no secret in a line in capitals, in small letters, or with such hexadecimal digits', () => {
    fc.assert(
      fc.property(secret, fc.nat(6), (text, which) => {
        const redactor = new BundleRedactor({ masks: [text], settings: noSettings, names: 'shown' });
        const written = writings(text)[which] ?? text;
        for (const form of [written.toLowerCase(), written.toUpperCase()].map(asciiCaseOf(written))) {
          const clean = redactor.text(`before ${form} behind\n${ownLine(`x ${form}`)}`);
          expect(clean.replaceAll('***', '')).not.toContain(form);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leaves no account name in a line, whether names are shown or hidden', () => {
    const account = fc.stringMatching(/^[a-z]{3,12}[._@-][a-z0-9]{2,8}$/);
    fc.assert(
      fc.property(account, fc.nat(10), fc.constantFrom('shown', 'hidden'), (name, which, names) => {
        const redactor = new BundleRedactor({ masks: [], settings: settingsOf(name), names });
        const written = writings(name)[which] ?? name;
        const clean = redactor.text(
          `user is ${written}, ${name.toUpperCase()}\n${ownLine(`« ${written} »`)}`,
        );
        expect(clean.toLowerCase()).not.toContain(name);
        holdsNone(clean, name);
      }),
      { numRuns: 300 },
    );
  });

  it('masks a short account name as a word alone, and leaves the form of a line as it is', () => {
    const redactor = new BundleRedactor({ masks: [], settings: settingsOf('sync', 'app'), names: 'shown' });
    const line = ownLine('compte sync de l’app, synchronisation', ' sync=q1w2e3 reason="sync app"');
    expect(redactor.text(line)).toBe(
      ownLine('compte *** de l’***, synchronisation', ' sync=q1w2e3 reason="*** ***"'),
    );
  });

  it.each([
    ['JSON', '{"id":"a","firstName":"Awa","surname":"Koné"}'],
    [
      'JSON within JSON',
      '"{\\"createdBy\\":{\\"id\\":\\"u1\\",\\"name\\":\\"Awa \\\\\\"K\\\\\\" Koné\\"},\\"x\\":1}"',
    ],
    ['an object of a person', '{"lastUpdatedBy":{"displayName":"Awa Koné","username":"awa"},"id":"x"}'],
    ['a list of people', '{"users":[{"name":"Awa"},{"name":"Koné"}],"id":"x"}'],
    ['Python', "{'storedBy': 'Awa', 'phoneNumber': '+22670Koné', 'value': 'Awa'}"],
    ['an address', 'GET /api/me?username=Awa&email=Koné@example.org'],
    ['XML', '<surname>Koné</surname><firstName>Awa</firstName>'],
    ['data values', '{"dataElement":"x","value":"Awa","comment":"Koné"}'],
    ['a line that was cut', '{"createdBy":{"name":"Awa","surname":"Koné'],
    ['other letters', '{"FIRST_NAME": "Awa", "Sur_Name" : "Koné"}'],
  ])('leaves no person and no value in a body: %s', (_, body) => {
    const redactor = new BundleRedactor({ masks: [], settings: noSettings, names: 'shown' });
    expect(redactor.text(`ERROR body=${body}`)).not.toMatch(/Awa|Koné/);
  });

  it('masks what a person’s object holds on the lines behind it, up to its end or the next record', () => {
    const redactor = new BundleRedactor({ masks: [], settings: noSettings, names: 'shown' });
    const body = [
      '[ERROR] 2026-11-23 10:00:00 [x] - {',
      ' "createdBy": {',
      '  "a": "Awa",',
      '  "b": "Koné"',
      ' },',
    ];
    expect(redactor.text([...body, ' "id": "x1"'].join('\n'))).toBe(
      [
        '[ERROR] 2026-11-23 10:00:00 [x] - {',
        ' "createdBy": "***"',
        '***',
        '***',
        '***,',
        ' "id": "x1"',
      ].join('\n'),
    );
    const next = ownLine('suite');
    expect(redactor.text([...body.slice(0, 3), next].join('\n'))).toContain(next);
  });

  it('gives names, servers and addresses stand-ins that stay the same when names are hidden', () => {
    const redactor = new BundleRedactor({ masks: [], settings: settingsOf('awa', 'sidi'), names: 'hidden' });
    const line = ownLine(
      'Ministère 1 : https://dhis2-1.example.org/national/api, dhis2-0.example.org:8443',
      ' name="Nord vers Sud" username=sidi',
    );
    expect(redactor.text(line)).toBe(
      ownLine(
        'connexion-2 : serveur-2/api, serveur-1:8443',
        ' name="synchronisation-1" username=compte-2',
      ).replace('compte-2', '***'),
    );
  });

  it.each([
    'MINISTÈRE 1',
    'ministere 1',
    'Ministere 1',
    'NORD VERS SUD',
    'Minist&#232;re 1',
    'Minist&#xE8;re 1',
  ])('hides names in capitals, without accents and as HTML writes them: %s', (name) => {
    const redactor = new BundleRedactor({ masks: [], settings: settingsOf('awa', 'sidi'), names: 'hidden' });
    expect(redactor.text(ownLine(`de ${name} à`))).toMatch(/ - de (?:connexion-2|synchronisation-1) à/);
  });

  it('leaves the ordinary word that a name also is, and hides the name in capitals', () => {
    const settings: Settings = {
      ...noSettings,
      connections: settingsOf('awa').connections.map((one) => ({ ...one, name: 'Équipement' })),
    };
    const redactor = new BundleRedactor({ masks: [], settings, names: 'hidden' });
    expect(redactor.text(ownLine('équipement de Équipement, ÉQUIPEMENT, EQUIPEMENT'))).toContain(
      'équipement de connexion-1, connexion-1, connexion-1',
    );
  });

  it('hides servers that no setting knows, and names that only old lines know', () => {
    const redactor = new BundleRedactor({ masks: [], settings: noSettings, names: 'hidden' });
    const line = ownLine(
      'Connexion Ancienne clinique supprimée, https://old.example.org/x 10.1.2.3 getaddrinfo ENOTFOUND old.example.org',
      ' name="Ancienne clinique" host=old.example.org',
    );
    expect(redactor.text(line)).not.toMatch(/clinique|old\.example|10\.1\.2/);
  });

  it('changes nothing in lines that hold nothing', () => {
    const redactor = new BundleRedactor({
      masks: ['S3cret!pass'],
      settings: settingsOf('awa.kone'),
      names: 'shown',
    });
    const lines = [
      ownLine('Lot 3 envoyé : 12 enregistrements'),
      'Traceback (most recent call last):',
      '',
    ].join('\n');
    expect(redactor.text(lines)).toBe(lines);
  });

  it('finds in a block what it finds in each of its lines', () => {
    const piece = fc.constantFrom(
      'S3cret!pass',
      'awa.kone',
      '"firstName":"Zoé"',
      'password=abc',
      'é',
      ' ',
      'a@b.org',
      '/home/zoe/x',
      '\\',
      '{',
      '"',
      'createdBy: {',
      '}',
    );
    const line = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const rules = { masks: ['S3cret!pass'], settings: settingsOf('awa.kone'), names: 'shown' } as const;
        const whole = new BundleRedactor(rules).text(lines.map((one) => `${one}\n`).join(''));
        expect(whole).not.toMatch(/S3cret|awa|Zoé|zoe|abc/);
        const single = new BundleRedactor(rules).forLines();
        const bytes = lines.map((one) => {
          const content = Buffer.from(`${one}\n    `, 'utf8');
          return single.redact(content, 0, content.length - 4);
        });
        expect(Buffer.concat(bytes).toString('utf8')).toBe(whole);
      }),
    );
  });

  it('makes of lines what it makes of them when each step is given each line', () => {
    const piece = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...suspects, ...nearly) },
      fc.constantFrom(' ', '"', '\\', '{', '}', ':', '=', ': ', '="', '%', '/', '.', '::', '|', '***', 'é'),
      fc.string({ maxLength: 4 }).map((text) => text.replace(/\n/g, ' ')),
    );
    const sentence = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''));
    const line = fc.oneof(
      sentence,
      sentence.map((text) => ownLine(text)),
      fc
        .tuple(sentence, sentence)
        .map(([text, field]) => ownLine(text, ` name="${field}" username=${field}`)),
    );
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 6 }),
        fc.constantFrom('shown' as const, 'hidden' as const),
        fc.nat(3),
        (lines, names, before) => {
          const redactor = new BundleRedactor({
            masks: ['S3cret!pass', 'é!#ù', 'k$9L!2p+'],
            settings: settingsOf('awa.kone', 'app', 'a+b/c'),
            names,
          });
          const given = [...Array<string>(before).fill(''), ...lines];
          const content = Buffer.from(`${given.map((one) => `${one}\n`).join('')}user`, 'utf8');
          const each = redactor.forAllLines();
          const slow = given.map((one) => `${each(Buffer.from(one, 'utf8').toString('latin1'))}\n`).join('');
          const fast = redactor
            .forLines()
            .redact(content, 0, content.length - 4)
            .toString('latin1');
          expect(fast).toBe(slow);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['backslashes', '\\'.repeat(60_000)],
    ['blanks', ` user${' '.repeat(60_000)}x`],
    ['quotes', '"user":"'.repeat(7_000)],
    ['brackets', '"users":['.repeat(7_000)],
    ['letters of base64', 'QUJD'.repeat(15_000)],
    ['colons', `[${':'.repeat(60_000)}`],
    ['points', '1.'.repeat(30_000)],
    ['addresses', 'a://'.repeat(15_000)],
  ])('gets through a long line of %s', (_, line) => {
    const redactor = new BundleRedactor({
      masks: ['"S3\\cret!'],
      settings: settingsOf('a"b', 'ABCAB'),
      names: 'hidden',
    });
    expect(redactor.text(line).length).toBeGreaterThan(0);
  });
});
