import { describe, expect, it } from 'vitest';
import { detectFormat } from './detectFormat';
import { decodeText, detectEncoding, wholeLetters } from './decodeText';

function detect(text: string, begins: 'line' | 'anywhere' = 'line') {
  return detectFormat([{ bytes: Buffer.from(text), begins }]);
}

describe('detectFormat', () => {
  it('takes every form that a file holds', () => {
    const text =
      '[INFO] 2025-10-13 23:12:49 dhis_app.apps apps.start:40 - Démarrage\nINFO 2025-10-13 23:12:49,123 apps suite\n';
    expect(detect(text).format.heads).toEqual(['bracketed', 'production']);
  });

  it('does not take for a form what stands in the text of one record', () => {
    const answer = '2026-11-23T14:23:01 dans le corps\n';
    expect(detect(`${'[ERROR] 2025-10-13 23:12:49 - Échec\n'.repeat(30)}${answer}`).format.heads).toEqual([
      'bracketed',
    ]);
  });

  it('knows a file by one bracketed line in a long trace', () => {
    const text = `${'  File "x.py", line 3\n'.repeat(50)}${'suite\n'.repeat(200)}[ERROR] 2025-10-13 23:12:49 - Échec\n`;
    expect(detect(text).format.heads).toEqual(['bracketed']);
  });

  it('takes text without known lines as unknown', () => {
    expect(detect('Bonjour\nà tous\n').format.heads).toEqual([]);
  });

  it('does not judge the part of a line with which a piece begins', () => {
    expect(detect('INFO 2025-10-13 23:12:49,123 apps\nsuite\n', 'anywhere').format.heads).toEqual([]);
  });

  it('looks behind a mark of the byte order', () => {
    expect(detect('\uFEFF[INFO] 2025-10-13 23:12:49 - Début\n').format.heads).toEqual(['bracketed']);
  });
});

describe('detectEncoding', () => {
  it.each([
    ['ASCII', Buffer.from('abc'), 'utf8'],
    ['UTF-8', Buffer.from('déjà vu 🚀'), 'utf8'],
    ['UTF-8 that begins and ends within letters', Buffer.from('éa🚀').subarray(1, 6), 'utf8'],
    ['UTF-8 with one wrong byte', Buffer.concat([Buffer.from('déjà vu, été'), Buffer.from([0xe9])]), 'utf8'],
    ['ISO-8859-1', Buffer.from('déjà vu, été', 'latin1'), 'latin1'],
  ] as const)('knows %s', (_, bytes, encoding) => {
    expect(detectEncoding([bytes])).toBe(encoding);
  });
});

describe('wholeLetters', () => {
  it('ends before a letter that is cut, and nowhere else', () => {
    const bytes = Buffer.from('aé€🚀');
    const ends = Array.from({ length: bytes.length + 1 }, (_, end) =>
      wholeLetters(bytes.subarray(0, end), 'utf8'),
    );
    expect(ends).toEqual([0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10]);
    expect(decodeText(bytes, 'utf8')).toBe('aé€🚀');
    expect(wholeLetters(Buffer.from([0x80, 0x80, 0x80, 0x80, 0x80]), 'utf8')).toBe(5);
    expect(wholeLetters(bytes.subarray(0, 2), 'latin1')).toBe(2);
  });
});
