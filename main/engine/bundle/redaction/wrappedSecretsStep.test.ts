import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../shared/model/settings';
import { BundleRedactor } from './bundleRedactor';

const noSettings: Settings = {
  connections: [],
  synchronisations: [],
  preferences: { language: 'fr', theme: 'system', closeToTrayExplained: true, logMegabytes: 500 },
};

const secret = fc
  .oneof(
    fc.string({ minLength: 4, maxLength: 40 }),
    fc.string({ unit: 'grapheme', minLength: 4, maxLength: 20 }),
  )
  .filter((text) => text.trim().length >= 4 && !/[\r\n]/.test(text));

describe('a bundle', () => {
  it('leaves no secret in base64 that is broken into lines, within a line and over lines', () => {
    const kept: string[] = [];
    fc.assert(
      fc.property(
        secret.filter((text) => Buffer.byteLength(text) >= 6 && !text.startsWith('-')),
        fc.integer({ min: 20, max: 100 }),
        fc.integer({ min: 20, max: 76 }),
        fc.constantFrom('\n', '\r\n', '\n  ', '\\n', '\\\\r\\\\n', '\\n\t'),
        fc.constantFrom('base64' as const, 'base64url' as const),
        (text, before, width, lineBreak, form) => {
          const redactor = new BundleRedactor({ masks: [text], settings: noSettings, names: 'shown' });
          const bytes = Buffer.from(`${'-'.repeat(before)}${text}--`);
          const encoded = bytes.toString(form);
          const lines = encoded.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
          const clean = redactor.text(`x: ${lines.join(lineBreak)} y\nbehind it\n`);
          const joined = clean.replaceAll(lineBreak, '');
          const from = Math.ceil((before * 8) / 6);
          const core = encoded.slice(from, Math.floor(((bytes.length - 2) * 8) / 6));
          for (let at = 0; at + 6 <= core.length; at += 1) {
            const part = core.slice(at, at + 6);
            if (!/^(?:LS0t|S0tL|0tLS|tLS0)/.test(part)) expect(joined).not.toContain(part);
          }
          expect(clean).toContain('behind it');
          kept.push(...clean.split(lineBreak).filter((line) => line.includes('LS0tLS0')));
        },
      ),
      { numRuns: 500 },
    );
    // Lines in which nothing of a secret stands are left as they are.
    expect(kept.length).toBeGreaterThan(50);
  });
});
