import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { problem } from '../../../shared/model/problem';
import type { Disk } from '../store/disk';
import { realDisk } from '../store/disk';
import type { BundleWork } from './bundleWork';
import { saveBundle } from './saveBundle';
import { line, workIn } from './testing/bundleFixture';
import { readZip } from './testing/readZip';

let folder = '';
let logFolder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-bundle-'));
  logFolder = join(folder, 'state', 'logs');
  await mkdir(logFolder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const work = () => workIn(logFolder);

const never = () => new AbortController().signal;

async function save(made: BundleWork): Promise<ReadonlyMap<string, Buffer>> {
  const path = join(folder, 'out.zip');
  expect(await saveBundle(made, path, () => undefined, never())).toMatchObject({ ok: true });
  return readZip(path);
}

const log = (name: string, text: string | Buffer) => writeFile(join(logFolder, name), text);

describe('saveBundle', () => {
  it('tells progress up to the end', async () => {
    await log('dhis2_sync.log', line('2026-11-23T10:00:00.000+00:00', 'un', 1).repeat(20_000));
    const told: { done: number; total: number }[] = [];
    await saveBundle(work(), join(folder, 'out.zip'), (progress) => told.push(progress), never());
    expect(told.at(-1)?.done).toBe(told.at(-1)?.total);
  });

  it('leaves nothing behind when it is cancelled, and keeps what stood there', async () => {
    await log('dhis2_sync.log', line('2026-11-23T10:00:00.000+00:00', 'un', 1).repeat(50_000));
    const out = join(folder, 'out');
    await mkdir(out);
    await writeFile(join(out, 'a.zip'), 'before');
    const stop = new AbortController();
    const saved = await saveBundle(work(), join(out, 'a.zip'), () => stop.abort(), stop.signal);
    expect(saved).toEqual({ ok: false, error: problem('cancelled') });
    expect(await readdir(out)).toEqual(['a.zip']);
    expect(await readFile(join(out, 'a.zip'), 'utf8')).toBe('before');
  });

  it('leaves the whole bundle or nothing when it is cancelled at any operation of the disk', async () => {
    await log('dhis2_sync.log', line('2026-11-23T10:00:00.000+00:00', 'un', 1).repeat(5000));
    const out = join(folder, 'out');
    await mkdir(out);
    const path = join(out, 'a.zip');
    let ended: readonly string[] = [];
    for (let operation = 1; !ended.includes('a.zip'); operation += 1) {
      const stop = new AbortController();
      let done = 0;
      const counted = <T>(work: Promise<T>): Promise<T> => {
        done += 1;
        if (done === operation) stop.abort();
        return work;
      };
      const disk: Disk = {
        ...realDisk,
        open: async (name, how) => {
          const file = await counted(realDisk.open(name, how));
          return {
            ...file,
            write: (bytes, position) => counted(file.write(bytes, position)),
            sync: () => counted(file.sync()),
            close: () => counted(file.close()),
          };
        },
        rename: (from, to) => counted(realDisk.rename(from, to)),
      };
      const saved = await saveBundle(work(), path, () => undefined, stop.signal, { disk });
      ended = await readdir(out);
      expect([saved.ok, ended]).toEqual(saved.ok ? [true, ['a.zip']] : [false, []]);
    }
    expect((await readZip(path)).size).toBeGreaterThan(5);
  });

  it('tells that a file which was emptied meanwhile is not whole', async () => {
    await log('dhis2_sync.log', line('2026-11-23T10:00:00.000+00:00', 'un', 1).repeat(20_000));
    const path = join(folder, 'out.zip');
    let emptied: Promise<void> | undefined;
    let clock = 0;
    await saveBundle(
      work(),
      path,
      ({ done }) => {
        if (done > 300_000) emptied ??= truncate(join(logFolder, 'dhis2_sync.log'), 0);
      },
      never(),
      { now: () => (clock += 1000) },
    );
    await emptied;
    const manifest: unknown = JSON.parse((await readZip(path)).get('manifest.json')?.toString('utf8') ?? '');
    expect(manifest).toMatchObject({
      entries: expect.arrayContaining([
        expect.objectContaining({ name: 'logs/dhis2_sync.log', incomplete: 'log-unreadable' }),
      ]) as unknown,
    });
  });

  it.each(['write', 'sync', 'rename'])('leaves nothing behind when the disk is full at %s', async (when) => {
    await log('dhis2_sync.log', line('2026-11-23T10:00:00.000+00:00', 'un', 1));
    const full = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    const disk: Disk = {
      ...realDisk,
      open: async (path, how) => {
        const file = await realDisk.open(path, how);
        return when === 'rename' ? file : { ...file, [when]: full };
      },
      ...(when === 'rename' ? { rename: full } : {}),
    };
    const out = join(folder, 'out');
    await mkdir(out);
    const saved = await saveBundle(work(), join(out, 'a.zip'), () => undefined, never(), { disk });
    expect(saved).toMatchObject({ ok: false, error: { code: 'disk-full' } });
    expect(await readdir(out)).toEqual([]);
  });

  it('takes the place of what a kill left of an earlier one', async () => {
    await writeFile(join(folder, 'out.zip.part'), 'half');
    await save(work());
    expect(await readdir(folder)).toEqual(['out.zip', 'state']);
  });
});
