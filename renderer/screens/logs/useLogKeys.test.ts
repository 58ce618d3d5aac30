import { expect, test } from 'vitest';
import { logKey } from './useLogKeys';
import type { KeyPlace } from './useLogKeys';

const plain = { ctrlKey: false, altKey: false, metaKey: false };

test.each(['field', 'dialog'] satisfies KeyPlace[])('no key does anything in a %s', (place) => {
  for (const key of ['n', 'e', 'g', 'End', 'Escape', 'ArrowUp', 'Enter']) {
    expect(logKey({ key, ...plain }, place)).toBeUndefined();
  }
});

test('letters work wherever nothing is typed, capitals go back', () => {
  expect(logKey({ key: 'n', ...plain }, 'elsewhere')).toBe('next-match');
  expect(logKey({ key: 'N', ...plain }, 'elsewhere')).toBe('previous-match');
  expect(logKey({ key: 'E', ...plain }, 'list')).toBe('previous-error');
});

test('a button keeps its Enter and its arrows, the list does not', () => {
  expect(logKey({ key: 'Enter', ...plain }, 'elsewhere')).toBeUndefined();
  expect(logKey({ key: 'Enter', ...plain }, 'list')).toBe('open');
  expect(logKey({ key: 'ArrowDown', ...plain }, 'list')).toBe('down');
});

test('keys with Ctrl, Alt or Meta belong to others', () => {
  for (const held of ['ctrlKey', 'altKey', 'metaKey']) {
    expect(logKey({ key: 'c', ...plain, [held]: true }, 'list')).toBeUndefined();
  }
});
