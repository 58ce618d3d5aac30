import { afterEach, describe, expect, it } from 'vitest';
import type { ServerLine } from '../model';
import { startSandbox } from '../startSandbox';
import type { Sandbox, StartSandboxOptions } from '../startSandbox';
import { SandboxClient, errorCodes } from '../testing/sandboxClient';
import { dataElement, sexCategory } from '../testing/smallBundle';

let sandbox: Sandbox | undefined;

async function start(
  version: ServerLine = '2.41',
  more: Partial<StartSandboxOptions> = {},
): Promise<SandboxClient> {
  sandbox = await startSandbox({ version, ...more });
  return new SandboxClient(sandbox);
}

afterEach(() => sandbox?.close());

describe('rules that look at the data', () => {
  const held = (plural: string, id: string): boolean =>
    (plural === 'dataElements' && id === 'Element0001') ||
    (plural === 'categoryOptionCombos' && id === 'CocFemale00');

  it.each([
    ['2.41', []],
    ['2.42', ['E1121']],
  ] as const)('%s: another value type for a data element with values: %j', async (line, codes) => {
    const client = await start(line);
    await client.post('/api/metadata', { dataElements: [dataElement('Element0001')] });
    sandbox?.context.addValueHolder({ load: () => 0, hasValuesFor: held });
    const answer = await client.post('/api/metadata', {
      dataElements: [dataElement('Element0001', { valueType: 'TEXT' })],
    });
    expect(errorCodes(answer)).toEqual([...codes]);
  });

  it.each([
    ['2.40', ['E1120']],
    ['2.41', []],
    ['2.42', ['E1120']],
  ] as const)('%s: other categories for a combination with values: %j', async (line, codes) => {
    const client = await start(line);
    await client.post('/api/metadata', sexCategory);
    sandbox?.context.addValueHolder({ load: () => 0, hasValuesFor: held });
    const categoryCombos = sexCategory.categoryCombos.map((combo) => ({ ...combo, categories: [] }));
    expect(errorCodes(await client.post('/api/metadata', { categoryCombos }))).toEqual([...codes]);
  });
});

describe('users', () => {
  const user = (more: Readonly<Record<string, unknown>>): unknown => ({
    users: [{ id: 'NewUser0001', firstName: 'New', surname: 'User', ...more }],
  });
  const roles = [{ id: 'yrB6vc5Ip3r' }];

  it('need a role (E4055) and a name of their own (E5003, on CREATE E4054)', async () => {
    const client = await start();
    expect(errorCodes(await client.post('/api/metadata', user({ username: 'new.user' })))).toEqual(['E4055']);
    const taken = user({ username: 'admin', userRoles: roles });
    expect(errorCodes(await client.post('/api/metadata', taken))).toEqual(['E5003']);
    expect(errorCodes(await client.post('/api/metadata?importStrategy=CREATE', taken))).toContain('E4054');
  });

  it('may carry their credentials apart up to 2.41', async () => {
    const older = await start('2.41');
    const legacy = user({ userCredentials: { username: 'new.user', userRoles: roles } });
    expect((await older.post('/api/metadata', legacy)).status).toBe(200);
    await sandbox?.close();
    const newer = await start('2.42');
    expect(errorCodes(await newer.post('/api/metadata', legacy))).toContain('E4055');
  });
});
