import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonInText, searchJson } from './jsonInText';

test('an answer of a server inside a sentence is found, with its place', () => {
  const text = 'Réponse 409 : {"status":"ERROR","conflicts":[{"value":"a } \\" ]"}]} (12 ms)';
  const [piece, ...rest] = jsonInText(text);
  expect(rest).toEqual([]);
  expect(text.slice(piece?.from, piece?.until)).toMatch(/^\{.*\}$/u);
  expect(piece?.value).toEqual({ status: 'ERROR', conflicts: [{ value: 'a } " ]' }] });
});

test.each([
  '[INFO] 2026-11-23 10:00:00 [client] - rien',
  '{ceci n’est pas du JSON}',
  'liste [] et [12]',
  '{"coupé":[1,2',
  '',
])('nothing is found in %s', (text) => {
  expect(jsonInText(text)).toEqual([]);
});

test('a bracket that is not JSON does not hide the JSON behind it', () => {
  expect(jsonInText('[ERROR] {x [{"code":"E8122"}]').map(({ value }) => value)).toEqual([
    [{ code: 'E8122' }],
  ]);
});

test('whatever JSON stands between words is found as it was', () => {
  const letters = fc.stringMatching(/^[a-zé :,]{0,20}$/u);
  fc.assert(
    fc.property(
      letters,
      fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }),
      letters,
      (before, value, after) => {
        const text = JSON.stringify(value);
        const found = jsonInText(`${before}${text}${after}`);
        expect(found.map((piece) => JSON.stringify(piece.value))).toEqual(text.length < 8 ? [] : [text]);
      },
    ),
  );
});

test('a text full of open brackets is given up soon', () => {
  expect(jsonInText('['.repeat(300_000))).toEqual([]);
});

test('the search in a long text pauses again and again, within a piece and between many', () => {
  const whole = `{"all":[${'{"type":"ERROR"},'.repeat(40_000)}{}]}`;
  for (const text of [whole, whole.slice(0, -1)]) {
    const steps = [...searchJson(text)].length;
    expect(steps).toBeGreaterThanOrEqual(Math.floor(text.length / 100_000));
  }
  expect(jsonInText(whole).map(({ until }) => until)).toEqual([whole.length]);
});
