import { expect, test } from 'vitest';
import { afterScroll, following, newRows, ofOtherRows, paused, withFound } from './follow';

const up = { by: -40, toEnd: 40, rows: 100 };

test('scrolling up pauses at once, and what comes is counted', () => {
  const left = afterScroll(following, up);
  expect(left).toEqual({ mode: 'paused', rowsThen: 100 });
  expect(newRows(left, 228)).toBe(128);
  expect(newRows(following, 228)).toBe(0);
});

test('scrolling on while paused keeps the count', () => {
  const left = afterScroll(following, up);
  expect(newRows(afterScroll(left, { by: -40, toEnd: 900, rows: 150 }), 160)).toBe(60);
});

test('scrolling down follows again only at the end', () => {
  const left = afterScroll(following, up);
  expect(afterScroll(left, { by: 20, toEnd: 500, rows: 150 }).mode).toBe('paused');
  expect(afterScroll(left, { by: 20, toEnd: 5, rows: 150 })).toBe(following);
});

test('a list that fits its window cannot be left', () => {
  expect(afterScroll(following, { by: -40, toEnd: 0, rows: 3 })).toBe(following);
});

test('another filter has no new rows yet', () => {
  expect(newRows(ofOtherRows(afterScroll(following, up), 7), 7)).toBe(0);
  expect(newRows(ofOtherRows(afterScroll(following, up), 7), 9)).toBe(2);
  expect(ofOtherRows(following, 7)).toBe(following);
});

test('pausing twice counts from the first time', () => {
  expect(newRows(paused(paused(following, 10), 20), 25)).toBe(15);
});

test('rows that a search finds are not new, and those that are new stay counted', () => {
  const before = paused(following, 100);
  expect(newRows(withFound(before, 40), 145)).toBe(5);
  expect(withFound(following, 40)).toBe(following);
});
