import fc from 'fast-check';
import { expect, it } from 'vitest';
import { idsPerRequest, idsWorthOfType, packIds } from './readMetadata';

it('spreads identifiers over requests that fit a request line, and loses none', () => {
  const wanted = fc.dictionary(fc.constantFrom('dataElements', 'dataSets', 'options'), fc.nat({ max: 1200 }));
  fc.assert(
    fc.property(wanted, (sizes) => {
      const ids = new Map(
        Object.entries(sizes).map(([type, size]) => [
          type,
          Array.from({ length: size }, (_, at) => `${type}${String(at)}`),
        ]),
      );
      const requests = packIds(ids);
      for (const request of requests) {
        const count = [...request.values()].reduce((sum, list) => sum + list.length, 0);
        expect(count).toBeGreaterThan(0);
        expect(count + request.size * idsWorthOfType).toBeLessThanOrEqual(idsPerRequest);
      }
      for (const [type, list] of ids) {
        expect(requests.flatMap((request) => request.get(type) ?? [])).toEqual(list);
      }
    }),
  );
});
