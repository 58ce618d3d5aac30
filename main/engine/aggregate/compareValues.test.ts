import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash, keyOf } from './dataValue';
import type { DataValue } from './dataValue';
import { compareValues } from './fullLook';

const cells = fc.record({
  dataElement: fc.constantFrom('E1', 'E2'),
  period: fc.constantFrom('202601', '202602'),
  orgUnit: fc.constantFrom('O1', 'O2', 'O3'),
  categoryOptionCombo: fc.constant('C'),
  attributeOptionCombo: fc.constant('A'),
  value: fc.constantFrom('1', '2'),
  comment: fc.constantFrom('', 'note'),
  followup: fc.boolean(),
  deleted: fc.boolean(),
  storedBy: fc.constantFrom('', 'somebody'),
});
const ends = fc.uniqueArray(cells, { selector: keyOf });
const liveEnds = ends.map((all) => all.filter(({ deleted }) => !deleted));

function apply(destination: readonly DataValue[], toSend: readonly DataValue[], deleted: readonly string[]) {
  const now = new Map(destination.map((one) => [keyOf(one), contentHash(one)]));
  for (const one of toSend) now.set(keyOf(one), contentHash(one));
  for (const key of deleted) now.delete(key);
  return now;
}

describe('comparing both ends', () => {
  it('gives what makes the destination hold every live value of the source, and none that is deleted there', () => {
    fc.assert(
      fc.property(ends, liveEnds, (source, destination) => {
        const { toSend, deleted } = compareValues('DS', source, destination);
        const after = apply(destination, toSend, deleted);
        for (const one of source) {
          expect(after.get(keyOf(one))).toBe(one.deleted ? undefined : contentHash(one));
        }
        // What only the destination has stays as it is.
        const known = new Set(source.map(keyOf));
        for (const one of destination.filter((other) => !known.has(keyOf(other)))) {
          expect(after.get(keyOf(one))).toBe(contentHash(one));
        }
      }),
    );
  });

  it('sends nothing that is equal, and puts every live value either among the equal or among those to send', () => {
    fc.assert(
      fc.property(ends, liveEnds, (source, destination) => {
        const { toSend, equal, live } = compareValues('DS', source, destination);
        const there = new Map(destination.map((one) => [keyOf(one), contentHash(one)]));
        for (const one of toSend) expect(there.get(keyOf(one))).not.toBe(contentHash(one));
        expect([...toSend.map(keyOf), ...equal.map(({ key }) => key)].sort()).toEqual([...live].sort());
      }),
    );
  });
});
