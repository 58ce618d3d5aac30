import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InstantReader } from './instantReader';
import { slack } from './words';

/** What a reader says of a text behind some other bytes: milliseconds since the epoch and bytes taken, or nothing. */
function read(reader: InstantReader, text: string): readonly [number, number] | undefined {
  const bytes = Buffer.alloc(3 + text.length + slack);
  bytes.write(text, 3);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!reader.read(view, 3)) return undefined;
  return [reader.minutes * 60_000 + reader.milliseconds, reader.end - 3];
}

const two = (most: number) => fc.nat(most).map((value) => `${value}`.padStart(2, '0'));
const fraction = fc.oneof(
  fc.constant(''),
  fc.tuple(fc.constantFrom('.', ','), fc.stringMatching(/^[0-9]{1,9}$/)).map((parts) => parts.join('')),
);
const zone = fc.oneof(
  fc.constantFrom('Z', '+01:00', '+01:30', '-01:00', '+0530'),
  fc
    .tuple(fc.constantFrom('+', '-'), two(14), fc.constantFrom(':', ''), two(59))
    .map((parts) => parts.join('')),
);
/** An instant with a zone, and what stands behind it. */
const instant = fc.record({
  minute: fc.constantFrom('2025-10-10T14:23', '2025-10-10 14:23', '2024-02-29T00:00', '1999-12-31T23:59'),
  second: two(59),
  fraction,
  zone,
  behind: fc.constantFrom(' run=r', '', 'x', ':'),
});

describe('InstantReader', () => {
  it('reads each of several instants as a calendar does', () => {
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1, maxLength: 6 }), (instants) => {
        const reader = new InstantReader();
        for (const { minute, second, fraction, zone, behind } of instants) {
          const text = `${minute}:${second}${fraction}${zone}`;
          const milliseconds = fraction.slice(1, 4).padEnd(3, '0');
          const offset = zone.replace(/^(...)(\d\d)$/, '$1:$2');
          const expected = Date.parse(`${minute.replace(' ', 'T')}:${second}.${milliseconds}${offset}`);
          expect(read(reader, `${text}${behind}`)).toEqual([expected, text.length]);
        }
      }),
    );
  });

  it('reads no zone of more than fourteen hours, and no letters', () => {
    const reader = new InstantReader();
    const text = '2025-10-10T14:23:01.250';
    const local = [new Date(2025, 9, 10, 14, 23, 1, 250).getTime(), text.length];
    expect(read(reader, `${text}+01:00`)).toEqual([Date.UTC(2025, 9, 10, 13, 23, 1, 250), 29]);
    expect(read(reader, `${text}+15:00`)).toEqual(local);
    expect(read(reader, `${text}+0a:00`)).toEqual(local);
    expect(read(reader, '2025-10-10T14:2a:01.250+01:00')).toBeUndefined();
  });
});
