import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { demonstrationCountry } from '../country/demonstrationCountry';
import { isRecord } from '../model';
import type { MetadataBundle, ServerLine } from '../model';
import { startSandbox } from '../startSandbox';
import type { Sandbox } from '../startSandbox';
import { SandboxClient, at, errorCodes, list } from '../testing/sandboxClient';

const packages = [
  'who-nutrition-aggregate-2.37.json',
  'who-covid19-eir-tracker-2.36.json',
  'who-rapid-mortality-event-2.36.json',
] as const;
const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url));

/** A real export: the importer checks every object of it. */
function packageNamed(name: string): MetadataBundle {
  return JSON.parse(readFileSync(pathOf(name), 'utf8')) as MetadataBundle;
}

const present = packages.filter((name) => existsSync(pathOf(name)));

const running: Sandbox[] = [];

async function start(version: ServerLine, data: MetadataBundle | 'empty'): Promise<Sandbox> {
  const sandbox = await startSandbox({ version, data });
  running.push(sandbox);
  return sandbox;
}

afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.close();
});

const lines: readonly (readonly [ServerLine, ServerLine])[] = [
  ['2.40', '2.41'],
  ['2.42', '2.43'],
];

/** Members the server sets itself. */
const ofServer = ['created', 'createdBy', 'lastUpdated', 'lastUpdatedBy', 'version', 'sharing', 'system'];

async function exported(sandbox: Sandbox): Promise<unknown> {
  return (await new SandboxClient(sandbox).get('/api/metadata?defaults=EXCLUDE')).body;
}

/** Objects by type and UID, without what the server sets itself. */
function comparable(bundle: unknown): unknown {
  const text = JSON.stringify(bundle, (name, value: unknown) =>
    ofServer.includes(name) ? undefined : value,
  );
  const types: unknown = JSON.parse(text);
  return Object.fromEntries(
    Object.entries(isRecord(types) ? types : {}).map(([plural, objects]) => [
      plural,
      Object.fromEntries(list(objects).map((object) => [String(at(object, 'id')), object])),
    ]),
  );
}

async function copies(source: Sandbox, line: ServerLine): Promise<void> {
  const target = await start(line, 'empty');
  const bundle = await exported(source);
  const answer = await new SandboxClient(target).post('/api/metadata', bundle);
  expect([answer.status, errorCodes(answer)]).toEqual([200, []]);
  expect(comparable(await exported(target))).toEqual(comparable(bundle));
}

describe('what one server exports, another takes whole', () => {
  it.each(lines)('the demonstration country, %s to %s', async (from, to) => {
    const source = await start(from, demonstrationCountry({ scale: 0.05 }).bundle);
    expect(source.loaded.problems).toEqual([]);
    await copies(source, to);
  });

  describe.skipIf(present.length < packages.length)('real packages of 2.36 and 2.37', () => {
    it.each(packages.flatMap((name) => lines.map(([from, to]) => [name, from, to] as const)))(
      '%s, %s to %s',
      async (name, from, to) => {
        const source = await start(from, packageNamed(name));
        await copies(source, to);
      },
    );

    it('what a newer server refuses of them is told: users without role, objects without newly required names', async () => {
      const source = await start('2.41', packageNamed(packages[0]));
      expect(source.loaded.problems).toContain(
        'users vUeLeQMSwhN: E4055 User needs to have at least one user role associated with it',
      );
      expect(source.loaded.problems).toContain(
        'dataElementGroups OXVydVSfNpF: E4000 Missing required property `shortName`',
      );
      expect(source.context.metadata.count('dataElements')).toBe(109);
      expect(source.context.metadata.count('indicators')).toBe(110);
    });
  });
});
