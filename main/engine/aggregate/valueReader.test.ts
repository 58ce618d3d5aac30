import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Dhis2Client, Query } from '../dhis2/clientPort';
import { lookAhead } from './lookAhead';
import { chunksFor } from './askServer';
import { fakeServer } from './testing/fakeRun';
import { readInBlocks, readKeys } from './valueReader';

interface Tree {
  readonly id: string;
  readonly values: number;
  readonly children: readonly Tree[];
}

const { tree } = fc.letrec<{ tree: Tree; below: readonly Tree[] }>((tie) => ({
  tree: fc.record({
    id: fc.uuid().map((uuid) => uuid.replaceAll('-', '')),
    values: fc.nat({ max: 6 }),
    children: tie('below'),
  }),
  below: fc.oneof({ maxDepth: 3 }, fc.constant<readonly Tree[]>([]), fc.array(tie('tree'), { maxLength: 5 })),
}));

function flatten(root: Tree): readonly Tree[] {
  return [root, ...root.children.flatMap(flatten)];
}

function texts(query: Query, name: string): readonly string[] {
  const value = query[name];
  return Array.isArray(value) ? (value as readonly string[]) : value === undefined ? [] : [String(value)];
}

/** A server with one value per cell of each org unit of the tree; remembers the largest answer it gave. */
function serverOf(root: Tree) {
  const units = new Map(flatten(root).map((unit) => [unit.id, unit]));
  const seen = { requests: 0, largest: 0 };
  const row = (unit: Tree, index: number) => ({
    dataElement: `E${index}`,
    period: `20260${(index % 3) + 1}`,
    orgUnit: unit.id,
    categoryOptionCombo: 'C',
    attributeOptionCombo: 'A',
    value: String(index),
  });
  const get = (path: string, query: Query = {}): unknown => {
    seen.requests += 1;
    if (path === '/api/organisationUnits') {
      const parent = String(query['filter']).split(':').at(-1) ?? '';
      return { organisationUnits: units.get(parent)?.children.map(({ id }) => ({ id })) ?? [] };
    }
    const asked = texts(query, 'orgUnit').flatMap((id) => units.get(id) ?? []);
    const covered = query['children'] === true ? asked.flatMap(flatten) : asked;
    const periods = texts(query, 'period');
    const rows = covered
      .flatMap((unit) => Array.from({ length: unit.values }, (_, index) => row(unit, index)))
      .filter(({ period }) => periods.length === 0 || periods.includes(period))
      .slice(0, Number(query['limit'] ?? Infinity));
    seen.largest = Math.max(seen.largest, rows.length);
    return { dataValues: rows };
  };
  const client: Dhis2Client = {
    get: (path, query) => Promise.resolve(succeed({ status: 200, body: get(path, query) })),
    post: () => Promise.resolve(fail({ problem: problem('internal-error'), effect: 'none' })),
    traffic: () => ({ requests: seen.requests, bytesSent: 0, bytesReceived: 0 }),
  };
  return { server: fakeServer('source', client), seen };
}

const gate = { pausePoint: () => Promise.resolve(), signal: new AbortController().signal };

describe('reading in blocks', () => {
  it('gives every value exactly once, whatever the tree, in blocks of the size allowed or of a single org unit', async () => {
    await fc.assert(
      fc.asyncProperty(tree, fc.integer({ min: 1, max: 20 }), async (root, blockSize) => {
        const { server, seen } = serverOf(root);
        const scope = {
          dataSetIds: ['DS'],
          branch: { orgUnitIds: [root.id], children: true },
          includeDeleted: true,
        };
        const read: string[] = [];
        for await (const block of readInBlocks(gate, server, scope, blockSize)) {
          expect(block.ok).toBe(true);
          if (!block.ok) continue;
          read.push(...block.value.values.map(({ orgUnit, dataElement }) => `${orgUnit} ${dataElement}`));
        }
        const expected = flatten(root).flatMap(({ id, values }) =>
          Array.from({ length: values }, (_, index) => `${id} E${index}`),
        );
        expect(read.sort()).toEqual(expected.sort());
        expect(seen.largest).toBeLessThanOrEqual(Math.max(blockSize + 1, 6));
      }),
    );
  });

  it('finds named values, and only those', async () => {
    await fc.assert(
      fc.asyncProperty(tree, fc.infiniteStream(fc.boolean()), async (root, chosen) => {
        const { server } = serverOf(root);
        const all = flatten(root).flatMap(({ id, values }) =>
          Array.from({ length: values }, (_, index) => `E${index}.20260${(index % 3) + 1}.${id}.C.A`),
        );
        const keys = all.filter(() => chosen.next().value);
        const found = await readKeys(
          gate,
          server,
          'DS',
          [...keys, `E0.202601.nowhere.C.A`],
          [root.id],
          'live-only',
        );
        expect(found.ok && [...found.value.keys()].sort()).toEqual(keys.sort());
      }),
    );
  });

  it('stops before the next request when the run is stopped', async () => {
    const { server, seen } = serverOf({ id: 'root', values: 1, children: [] });
    const stopped = { ...gate, signal: AbortSignal.abort() };
    const found = await readKeys(stopped, server, 'DS', ['E0.202601.root.C.A'], ['root'], 'live-only');
    expect(found).toMatchObject({ ok: false, error: { code: 'stopped-by-operator' } });
    expect(seen.requests).toBe(0);
  });
});

describe('request lines', () => {
  it('are cut so that none exceeds its bytes, with every identifier in one of them', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 12 })), (ids) => {
        const chunks = chunksFor('dataSet', ids, 200);
        expect(chunks.flat()).toEqual(ids);
        for (const chunk of chunks) {
          const line = chunk.map((id) => `dataSet=${encodeURIComponent(id)}&`).join('');
          expect(chunk.length === 1 || line.length <= 200).toBe(true);
        }
      }),
    );
  });
});

describe('looking ahead', () => {
  it('gives all items in order, and asks for the next one before the last is done with', async () => {
    const asked: number[] = [];
    // eslint-disable-next-line @typescript-eslint/require-await
    async function* numbers(): AsyncGenerator<number> {
      for (let number = 0; number < 4; number += 1) {
        asked.push(number);
        yield number;
      }
    }
    const taken: { item: number; asked: number }[] = [];
    for await (const item of lookAhead(numbers())) {
      await Promise.resolve();
      taken.push({ item, asked: asked.length });
    }
    expect(taken.map(({ item }) => item)).toEqual([0, 1, 2, 3]);
    expect(taken[0]?.asked).toBe(2);
  });

  it('lets the source end when the consumer stops', async () => {
    let ended = false;
    // eslint-disable-next-line @typescript-eslint/require-await
    async function* endless(): AsyncGenerator<number> {
      try {
        for (let number = 0; ; number += 1) yield number;
      } finally {
        ended = true;
      }
    }
    for await (const item of lookAhead(endless())) {
      if (item === 2) break;
    }
    expect(ended).toBe(true);
  });
});
