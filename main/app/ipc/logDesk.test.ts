import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogDesk } from './logDesk';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-logs-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('createLogDesk', () => {
  it('lists the five files and their rotated ones, and nothing else', async () => {
    for (const name of ['errors.log', 'errors.log.1', 'auto_sync.log.10', 'errors.log.bak', 'notes.txt']) {
      await writeFile(join(folder, name), 'x');
    }
    await mkdir(join(folder, 'sync_jobs.log'));
    const files = await createLogDesk(folder, { write: () => undefined }).files();
    expect(files).toMatchObject({
      ok: true,
      value: [
        { name: 'auto_sync.log.10', bytes: 1 },
        { name: 'errors.log', bytes: 1 },
        { name: 'errors.log.1', bytes: 1 },
      ],
    });
  });

  it('says so when the folder cannot be read', async () => {
    const desk = createLogDesk(join(folder, 'none'), { write: () => undefined });
    expect(await desk.files()).toMatchObject({ ok: false, error: { code: 'disk-failed' } });
  });

  it('shows the last lines, then what is written, until nobody follows', async () => {
    const path = join(folder, 'errors.log');
    const line = (seq: number) =>
      `[ERROR] 2026-01-01 00:00:0${seq} [app] - ${seq} | seq=${seq} t=2026-01-01T00:00:0${seq}.000+00:00 code=app-failed\n`;
    await writeFile(path, line(1) + line(2));
    const desk = createLogDesk(folder, { write: () => undefined });
    const heard: (number | undefined)[] = [];
    const last = await desk.follow(['errors.log'], 1, (batch) => {
      heard.push(...batch.lines.map(({ seq }) => seq));
    });
    expect(last).toMatchObject({ ok: true, value: [{ seq: 2, level: 'ERROR' }] });
    await appendFile(path, line(3));
    await vi.waitFor(() => {
      expect(heard).toEqual([3]);
    }, 10_000);
    await desk.unfollow();
  });
});
