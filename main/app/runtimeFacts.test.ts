import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { devDependencies } from '../../package.json';
import { runtimeFacts } from './runtimeFacts';

describe('runtimeFacts', () => {
  it('calls only the exact pinned release, as published, supported', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'passerelle-runtime-'));
    const binary = join(folder, 'electron');
    const runtime = (electron: string) => runtimeFacts({ electron }, binary, 'linux').runtime;
    expect(runtime(devDependencies.electron)).toBe('supported');
    expect(runtime('33.2.1')).toBe('fallback');
    expect(runtime(`${devDependencies.electron}-beta.1`)).toBe('fallback');
    await writeFile(join(folder, '.complete'), '');
    expect(runtime(devDependencies.electron)).toBe('fallback');
    await rm(folder, { recursive: true });
  });
});
