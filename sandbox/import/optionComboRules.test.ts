import { afterEach, describe, expect, it } from 'vitest';
import type { ServerLine } from '../model';
import { startSandbox } from '../startSandbox';
import type { Sandbox, StartSandboxOptions } from '../startSandbox';
import { SandboxClient, errorCodes } from '../testing/sandboxClient';
import { sexCategory } from '../testing/smallBundle';

let sandbox: Sandbox | undefined;

async function start(
  version: ServerLine = '2.41',
  more: Partial<StartSandboxOptions> = {},
): Promise<SandboxClient> {
  sandbox = await startSandbox({ version, ...more });
  return new SandboxClient(sandbox);
}

afterEach(() => sandbox?.close());

describe('trap 8: option combos come as a complete set from 2.43 on', () => {
  const payload = (combos: readonly unknown[]): unknown => ({ ...sexCategory, categoryOptionCombos: combos });
  const [female, male] = sexCategory.categoryOptionCombos;

  it('the complete set passes, sent again it passes again', async () => {
    const client = await start('2.43');
    expect((await client.post('/api/metadata', sexCategory)).status).toBe(200);
    expect((await client.post('/api/metadata', sexCategory)).status).toBe(200);
  });

  it('one of two is E1130 on 2.43 and fine on 2.42', async () => {
    const newer = await start('2.43');
    expect(errorCodes(await newer.post('/api/metadata', payload([female])))).toEqual(['E1130']);
    await sandbox?.close();
    const older = await start('2.42');
    expect((await older.post('/api/metadata', payload([female]))).status).toBe(200);
  });

  it('the right number with a wrong combination is E1131', async () => {
    const client = await start('2.43');
    const answer = await client.post(
      '/api/metadata',
      payload([female, { ...male, categoryOptions: [{ id: 'OptFemale00' }] }]),
    );
    expect(errorCodes(answer)).toEqual(['E1131', 'E1131']);
  });

  it('a combination that exists under another UID is E1132', async () => {
    const client = await start('2.43');
    await client.post('/api/metadata', sexCategory);
    const renamed = sexCategory.categoryOptionCombos.map((combo, index) => ({
      ...combo,
      id: `CocOther00${index}`,
    }));
    expect(errorCodes(await client.post('/api/metadata', payload(renamed)))).toEqual(['E1132', 'E1132']);
  });

  it('a combo without combination is E1133 from 2.42 on', async () => {
    const orphan = payload([{ id: 'CocOrphan00', name: 'Orphan', categoryOptions: [] }]);
    const client = await start('2.42');
    expect(errorCodes(await client.post('/api/metadata', orphan))).toEqual(['E1133']);
  });

  it('a combo of the default combination is E1122', async () => {
    const client = await start('2.43');
    const stray = {
      id: 'CocStray000',
      name: 'Stray',
      categoryCombo: { id: 'bjDvmb4bfuf' },
      categoryOptions: [],
    };
    expect(errorCodes(await client.post('/api/metadata', { categoryOptionCombos: [stray] }))).toContain(
      'E1122',
    );
  });

  it('what is complete is counted from the categories as they are stored: a new option needs two imports', async () => {
    const client = await start('2.43');
    await client.post('/api/metadata', sexCategory);
    const grown = {
      categoryOptions: [
        ...sexCategory.categoryOptions,
        { id: 'OptOther000', name: 'Other', shortName: 'Other' },
      ],
      categories: sexCategory.categories.map((category) => ({
        ...category,
        categoryOptions: [...category.categoryOptions, { id: 'OptOther000' }],
      })),
      categoryCombos: sexCategory.categoryCombos,
    };
    const other = {
      id: 'CocOther000',
      categoryCombo: { id: 'ComboSex000' },
      categoryOptions: [{ id: 'OptOther000' }],
    };
    const combos = [...sexCategory.categoryOptionCombos, other];
    const together = await client.post('/api/metadata', { ...grown, categoryOptionCombos: combos });
    expect(errorCodes(together)).toEqual(['E1130', 'E1130', 'E1130']);
    expect((await client.post('/api/metadata', grown)).status).toBe(200);
    expect((await client.post('/api/metadata', { ...grown, categoryOptionCombos: combos })).status).toBe(200);
  });
});
