import { expect, test } from 'vitest';
import { log as english } from './en/log';
import { log as french } from './fr/log';

function places(sentence: string): string[] {
  return [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();
}

test.each(Object.entries(french))('%s says the same in both languages, on one line', (code, sentence) => {
  const other = new Map(Object.entries(english)).get(code) ?? '';
  expect(places(other)).toEqual(places(sentence));
  expect(`${sentence}${other}`).not.toMatch(/[|\n]/);
  expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

test('no sentence stands in one language alone', () => {
  expect(Object.keys(english).sort()).toEqual(Object.keys(french).sort());
});
