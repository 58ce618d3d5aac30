import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { logLevels, logModules } from '../../../shared/model/log';
import type { LogCode, LogEvent } from '../../../shared/model/log';
import { logFields } from '../../../shared/model/logFields';
import type { LogField } from '../../../shared/model/logFields';
import { log as french } from '../../../shared/text/fr/log';
import { lineContentOf } from './lineContent';
import { renderLine } from './lineForm';
import { PlainLines } from './plainLine';
import { Redactor } from './redactor';
import { createSentences, createTemplates } from './sentences';

const codes = Object.keys(french) as LogCode[];
const fields = Object.keys(logFields) as LogField[];
const secrets = ['Sable-7421 x"é+/?', '48211', '1234', 'envoy', 'mot de passe ', 'éàüöï'];

const templates = createTemplates(() => 'fr');

/** The quick way and the long one, with the same secrets. */
class BothWays {
  private readonly redactor = new Redactor();
  private readonly plain = new PlainLines(this.redactor, templates);
  private readonly sentenceOf = createSentences(templates);
  quick = 0;

  protect(secret: string): void {
    this.redactor.protect(secret);
  }

  expectSame(event: LogEvent, seq: number, instant: number): void {
    const found = this.plain.render(event, seq, instant);
    if (found === undefined) return;
    this.quick += 1;
    const content = lineContentOf(event, this.redactor, this.sentenceOf);
    expect(Buffer.from(found)).toEqual(Buffer.from(renderLine(content, seq, instant)));
  }
}

const nasty = fc.constantFrom(
  ...secrets,
  Buffer.from(`admin:${secrets[0] ?? ''}`).toString('base64'),
  encodeURIComponent(secrets[0] ?? ''),
  'd2pat_5xVA12xyUbWNedQxy4ohH77WlxRGVvZZ1151814092',
  'Authorization: Basic QWxhZGRpbg==',
  'password=hunter22',
  'TOKEN:x',
  'Cookie: a=b',
  'JSESSIONID=1',
  'Bearer abcdefgh',
  'https://admin:hunter22@play.example.org/',
  'jean.dupont@example.org',
  '+221 77 123 45 67',
  '771234567',
  '/home/jean/x',
  'a | b',
  'a\u2028b',
  '\uD83D',
  '\uDE00',
  'a\u202eb',
  'a\tb',
  'x="y"',
  'x=y',
  '',
  '\u00a0',
  'Données 2024-2025, Thiès',
  'É’«»…',
  '中文',
  '😀',
  'x'.repeat(299),
  'x'.repeat(420),
);
const ordinary = fc.constantFrom(
  'metadata',
  'timed-out',
  '20251010142300-k3x9qa.metadata.17',
  '2025-10-10T14:23:01.250+01:00',
  '/api/metadata',
  'fbfJHSPpUQD',
  '2.41.3',
  'Instance Source',
);
const text = fc.oneof(
  { weight: 25, arbitrary: ordinary },
  nasty,
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.array(fc.oneof(ordinary, nasty), { maxLength: 4 }).map((parts) => parts.join('')),
);
const number = fc.oneof(
  fc.nat(),
  fc.integer(),
  fc.constantFrom(0, -0, 9, 10, 99, 100, 999_999_999, 1_000_000_000, 48211, 1e21),
  fc.double(),
);
const event = fc.record(
  {
    level: fc.constantFrom(...logLevels),
    module: fc.constantFrom(...logModules),
    code: fc.constantFrom(...codes),
    params: fc.dictionary(
      fc.oneof(
        { weight: 20, arbitrary: fc.constantFrom<string>(...fields) },
        fc.constantFrom('patient', '__proto__', 'toString'),
      ),
      fc.oneof(text, number),
      { maxKeys: 5 },
    ),
    runId: text,
    syncId: text,
    detail: fc.constantFrom('', '', '', 'Dupont'),
  },
  { requiredKeys: ['level', 'module', 'code'] },
);

describe('the quick way to a line', () => {
  test('makes the bytes that the long way makes, or none, also when a secret comes in between', () => {
    const lines = fc.record({
      events: fc.array(event, { minLength: 1, maxLength: 6 }),
      instant: fc.integer({ min: 0, max: 4_000_000_000_000 }),
      seq: fc.integer({ min: 1, max: 3_000_000_000 }),
      secret: fc.constantFrom(...secrets),
    });
    let quick = 0;
    fc.assert(
      fc.property(lines, ({ events, instant, seq, secret }) => {
        const both = new BothWays();
        for (const [index, one] of events.entries()) both.expectSame(one, seq + index, instant + index * 400);
        both.protect(secret);
        // What was written as it stands until then may be a secret now.
        for (const [index, one] of events.entries()) both.expectSame(one, seq + index, instant + index);
        quick += both.quick;
      }),
      { numRuns: 400, seed: 20261123 },
    );
    // It would be the same for nothing if it made none.
    expect(quick).toBeGreaterThan(250);
  });

  test('makes them also for lines that say the same with other parameters, in another second, level or time zone', () => {
    const zone = process.env['TZ'];
    const again = fc.record(
      {
        level: fc.constantFrom('INFO', 'ERROR'),
        module: fc.constantFrom('metadata', 'app'),
        code: fc.constantFrom('batch-sent', 'run-finished', 'run-problem', 'app-stopped'),
        params: fc.subarray(
          [
            ['batch', '20251010142300-k3x9qa.metadata.17'],
            ['records', 4821],
            ['bytes', 17],
            ['outcome', 'done'],
            ['problem', 'timed-out'],
            ['name', 'Instance Source'],
            ['ms', 1.5],
          ] as const,
          { minLength: 0 },
        ),
        order: fc.boolean(),
        runId: fc.constantFrom('20251010142300-k3x9qa', '20251010142300-zzzzzz'),
        syncId: fc.constantFrom('a', 'b'),
        later: fc.constantFrom(0, 1, 999, 1000, 20_000_000_000),
        zone: fc.constantFrom('UTC', 'Africa/Dakar', 'Europe/Paris', 'America/St_Johns'),
      },
      { requiredKeys: ['level', 'module', 'code', 'params', 'order', 'later', 'zone'] },
    );
    let quick = 0;
    let lines = 0;
    fc.assert(
      fc.property(fc.array(again, { minLength: 10, maxLength: 40 }), (events) => {
        const both = new BothWays();
        let instant = 1_760_000_000_000;
        for (const [index, { params, order, later, zone: place, ...rest }] of events.entries()) {
          vi.stubEnv('TZ', place);
          instant += later;
          const given = Object.fromEntries<string | number>(order ? params : params.toReversed());
          both.expectSame({ ...rest, params: given }, index + 1, instant);
        }
        quick += both.quick;
        lines += events.length;
      }),
      { numRuns: 60, seed: 20261123 },
    );
    vi.unstubAllEnvs();
    expect(process.env['TZ']).toBe(zone);
    expect(quick).toBe(lines);
  });

  test('takes every sentence with what usually stands in it', () => {
    const both = new BothWays();
    both.protect(secrets[0] ?? '');
    for (const code of codes) {
      const named = [...french[code].matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => [name, 7] as const);
      both.expectSame({ level: 'INFO', module: 'app', code, params: Object.fromEntries(named) }, 1, 0);
    }
    expect(both.quick).toBeGreaterThan(codes.length * 0.9);
  });

  test('is not taken any more by a name, a run or a sentence that has become a secret', () => {
    const redactor = new Redactor();
    const plain = new PlainLines(
      redactor,
      createTemplates(() => 'fr'),
    );
    const named = {
      level: 'INFO',
      module: 'app',
      code: 'detection-started',
      params: { name: 'Sablière' },
    } as const;
    const ofRun = { level: 'INFO', module: 'app', code: 'app-stopped', runId: 'dune-44' } as const;
    const sent = {
      level: 'INFO',
      module: 'app',
      code: 'batch-sent',
      params: { batch: 'b1', records: 4821, bytes: 1 },
    } as const;
    const made = (): unknown[] => [named, ofRun, sent].map((one) => plain.render(one, 1, 0) !== undefined);
    expect(made()).toEqual([true, true, true]);
    redactor.protect('Sablière');
    expect(made()).toEqual([false, true, true]);
    redactor.protect('dune-44');
    expect(made()).toEqual([false, false, true]);
    redactor.protect('4821 enr');
    expect(made()).toEqual([false, false, false]);
  });
});

describe('a text that is not suspect', () => {
  const fragments = fc.constantFrom(
    ...[
      'authori',
      'Z',
      's',
      'ation',
      ': ',
      '=',
      'basic',
      'Bearer',
      ' ',
      'abcdef',
      'API',
      'token',
      'd2',
      'p',
      '_',
      'AbCdEf',
    ],
    ...[
      'set-',
      'coo',
      'kie',
      'jsession',
      'id',
      'pass',
      'WORD',
      'wd',
      'sec',
      'ret',
      ':/',
      '/',
      '@',
      'é',
      'Sab',
      'le-7421',
      ' x',
    ],
  );

  test('is one in which nothing is masked', () => {
    const redactor = new Redactor();
    redactor.protect('Sable-7421 x');
    let clean = 0;
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 12 }), (parts) => {
        const bytes = Buffer.from(parts.join(''));
        if (redactor.maySuspect(bytes, 0, bytes.length)) return;
        clean += 1;
        expect(redactor.redact(parts.join(''))).toBe(parts.join(''));
      }),
      { numRuns: 8000, seed: 20261123 },
    );
    expect(clean).toBeGreaterThan(2000);
  });

  test('holds no secret, whatever the secret is made of', () => {
    const characters = fc.string({ unit: 'binary', minLength: 4, maxLength: 12 });
    const secret = fc
      .oneof(characters, fc.string({ minLength: 4, maxLength: 8 }))
      // Whole characters: no secret can be encoded without.
      .filter((one) => !/\p{Cs}/u.test(one));
    fc.assert(
      fc.property(secret, fc.string({ unit: 'binary', maxLength: 6 }), (one, beside) => {
        const redactor = new Redactor();
        redactor.protect(one);
        const bytes = Buffer.from(`${beside}${one}${beside}`);
        expect(redactor.maySuspect(bytes, 0, bytes.length)).toBe(true);
      }),
      { numRuns: 600, seed: 20261123 },
    );
  });
});
