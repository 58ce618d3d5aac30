import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { openForeign } from './openForeign';
import type { OpenedContents, OpeningLimits } from './openForeign';

const isLong = process.env['PASSERELLE_LONG'] === '1';
const runs = isLong ? 2000 : 60;

let folder = '';
let scratch = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-opening-'));
  scratch = join(folder, 'scratch');
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const lines = Array.from(
  { length: 4000 },
  (_, number) => `[INFO] 2025-10-10 14:23:01 [app] - Étape ${number} de ${(number * 7919) % 4001}\n`,
).join('');

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function zipOf(members: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(members)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** What was opened, or the code of the problem. */
async function opened(path: string, limits?: OpeningLimits): Promise<OpenedContents | string> {
  const result = await openForeign(path, scratch, undefined, limits);
  return result.ok ? result.value : result.error.code;
}

/** What the only file of a path holds, and how it ended. */
async function only(path: string, limits?: OpeningLimits) {
  const contents = await opened(path, limits);
  if (typeof contents === 'string') return contents;
  expect(contents.files).toHaveLength(1);
  const [file] = contents.files;
  if (file === undefined) return 'nothing';
  const text = await readFile(file.path, 'utf8');
  expect(file.bytes).toBe(Buffer.byteLength(text));
  return { ...file, text, incomplete: file.incomplete?.code };
}

async function scratchFiles(): Promise<readonly string[]> {
  return readdir(scratch).catch(() => []);
}

describe('openForeign', () => {
  it('opens plain text where it stands', async () => {
    const path = await write('a.log', lines);
    expect(await only(path)).toMatchObject({
      name: 'a.log',
      path,
      place: 'original',
      compressed: 'no',
      detected: { format: { heads: ['bracketed'] }, encoding: 'utf8' },
    });
    expect(await scratchFiles()).toEqual([]);
  });

  it('inflates a gzip into the scratch folder, for its owner alone, under a number', async () => {
    const file = await only(await write('évil name;.gz', gzipSync(lines)));
    expect(file).toMatchObject({ place: 'copy', compressed: 'gzip', text: lines, incomplete: undefined });
    expect(await scratchFiles()).toEqual([expect.stringMatching(/^\d+$/)]);
    const [name = ''] = await scratchFiles();
    expect((await stat(join(scratch, name))).mode & 0o777).toBe(0o600);
    expect((await stat(scratch)).mode & 0o777).toBe(0o700);
  });

  it('reads several gzip members that stand behind each other', async () => {
    expect(await only(await write('a.gz', Buffer.concat([gzipSync(lines), gzipSync(lines)])))).toMatchObject({
      text: lines + lines,
      incomplete: undefined,
    });
  });

  it('keeps what stands before the place where a gzip is cut, and says that it is damaged', async () => {
    const whole = gzipSync(lines);
    for (const length of [200, 3000, whole.length - 9, whole.length - 8, whole.length - 1]) {
      const file = await only(await write('a.gz', whole.subarray(0, length)));
      expect(file).toMatchObject({ incomplete: 'log-damaged' });
      const expected = gunzipSync(whole.subarray(0, length), { finishFlush: 2 }).toString('utf8');
      expect(file).toMatchObject({ text: expected });
    }
  });

  it('keeps everything before garbage behind a gzip, and before a wrong checksum', async () => {
    const whole = gzipSync(lines);
    const wrong = Buffer.from(whole);
    wrong.writeUInt32LE(1, whole.length - 8);
    for (const bytes of [Buffer.concat([whole, Buffer.from('autre chose')]), wrong]) {
      expect(await only(await write('a.gz', bytes))).toMatchObject({
        text: lines,
        incomplete: 'log-damaged',
      });
    }
  });

  it('opens each text of a zip, gzip’d ones too, and says what it refused', async () => {
    const path = await write(
      'bundle.zip',
      await zipOf({
        'logs/errors.log': lines,
        'logs/errors.log.1.gz': gzipSync(lines),
        'logo.png': Buffer.from(Array.from({ length: 999 }, (_, at) => (at * 37) % 256)),
        'vide.log': '',
        'inside.zip': await zipOf({ 'a.log': lines }),
      }),
    );
    const contents = await opened(path);
    expect(contents).toMatchObject({
      files: [
        { name: 'bundle.zip › logs/errors.log', compressed: 'zip', place: 'copy' },
        { name: 'bundle.zip › logs/errors.log.1.gz', compressed: 'zip' },
        { name: 'bundle.zip › vide.log', bytes: 0 },
      ],
      refused: [
        { name: 'bundle.zip › logo.png', problem: { code: 'log-not-a-log' } },
        { name: 'bundle.zip › inside.zip', problem: { code: 'log-not-a-log' } },
      ],
    });
    expect(await scratchFiles()).toHaveLength(3);
  });

  it('never makes a path of the name of a member, and reads the others beside it', async () => {
    const zip = await zipOf({ 'aaaaaaaaaaaa.log': lines, 'b.log': lines });
    const evil = Buffer.from(
      zip.toString('latin1').replaceAll('aaaaaaaaaaaa.log', '../../../../e.lo'),
      'latin1',
    );
    const contents = await opened(await write('a.zip', evil));
    expect(contents).toMatchObject({
      files: [{ name: 'a.zip › ../../../../e.lo' }, { name: 'a.zip › b.log' }],
      refused: [],
    });
    for (const name of await scratchFiles()) expect(name).toMatch(/^\d+$/);
    expect((await readdir(folder)).sort()).toEqual(['a.zip', 'scratch']);
  });

  it('marks a member whose checksum is wrong, and still reads the others', async () => {
    const zip = await zipOf({ 'a.log': lines, 'b.log': lines });
    const at = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip.writeUInt32LE(1, at + 16);
    expect(await opened(await write('a.zip', zip))).toMatchObject({
      files: [{ incomplete: { code: 'log-damaged' } }, { name: 'a.zip › b.log' }],
    });
  });

  it('stops at the most bytes, keeps the beginning and says so', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, '[INFO] 2025-10-10 14:23:01 - x\n'));
    const file = await only(await write('a.gz', bomb), { bytes: 1_000_000, members: 10 });
    expect(file).toMatchObject({ incomplete: 'log-too-large' });
    expect(file).toHaveProperty(
      'bytes',
      expect.toSatisfy((bytes: number) => bytes > 900_000 && bytes <= 1_000_000),
    );
  });

  it('counts all members of a zip together, and looks at no more than it may', async () => {
    const path = await write('a.zip', await zipOf({ a: lines, b: lines, c: lines, d: lines }));
    const size = Buffer.byteLength(lines);
    expect(await opened(path, { bytes: 2 * size, members: 10 })).toMatchObject({
      files: [{ name: 'a.zip › a' }, { name: 'a.zip › b' }],
      refused: [
        { name: 'a.zip › c', problem: { code: 'log-too-large' } },
        { name: 'a.zip › d', problem: { code: 'log-too-large' } },
      ],
    });
    expect(await opened(path, { bytes: 9 * size, members: 2 })).toMatchObject({
      files: [{ name: 'a.zip › a' }, { name: 'a.zip › b' }],
      refused: [{ name: 'a.zip', problem: { code: 'log-too-large' } }],
    });
  });

  it('reads UTF-16 as a copy in UTF-8, and knows ISO-8859-1', async () => {
    const wide = Buffer.from(`\uFEFF${lines}`, 'utf16le');
    expect(await only(await write('a.log', wide))).toMatchObject({
      text: lines,
      place: 'copy',
      compressed: 'no',
    });
    expect(await only(await write('b.log', Buffer.from(wide).swap16()))).toMatchObject({ text: lines });
    expect(await opened(await write('c.log', Buffer.from(lines, 'latin1')))).toMatchObject({
      files: [{ place: 'original', detected: { encoding: 'latin1' } }],
    });
  });

  it('takes a log with zeros in it for a log, and an empty file for one that may become ours', async () => {
    expect(
      await only(await write('a.log', Buffer.concat([Buffer.alloc(300_000), Buffer.from(lines)]))),
    ).toMatchObject({
      place: 'original',
      detected: { format: { heads: ['bracketed'] } },
    });
    expect(await only(await write('b.log', ''))).toMatchObject({
      bytes: 0,
      detected: { format: { heads: ['bracketed'] } },
    });
  });

  it('refuses what is no text, at once and with nothing left behind', async () => {
    const noise = Buffer.from(
      Array.from({ length: 200_000 }, (_, at) => (Math.imul(at, 2654435761) >>> 13) & 255),
    );
    expect(await opened(await write('a.log', noise))).toBe('log-not-a-log');
    expect(await opened(await write('b.gz', gzipSync(noise)))).toBe('log-not-a-log');
    expect(await opened(await write('c.zip', await zipOf({})))).toBe('log-not-a-log');
    expect(await scratchFiles()).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')(
    'opens neither folders nor pipes nor devices, and waits for none',
    async () => {
      await mkdir(join(folder, 'dossier'));
      execFileSync('mkfifo', [join(folder, 'tube')]);
      await symlink('/dev/zero', join(folder, 'zero.log'));
      for (const name of ['dossier', 'tube', 'zero.log'])
        expect(await opened(join(folder, name))).toBe('log-not-a-log');
    },
  );

  it('says that a file cannot be read when it is gone', async () => {
    expect(await opened(join(folder, 'absent.log'))).toBe('log-unreadable');
    expect(await opened(`${folder}/a\0b`)).toBe('log-unreadable');
  });

  it('says that the copy could not be made when the scratch folder refuses it', async () => {
    await writeFile(scratch, 'a file where the folder should be');
    expect(await opened(await write('a.gz', gzipSync(lines)))).toBe('disk-failed');
  });

  it('leaves nothing behind when it was cancelled', async () => {
    const stop = new AbortController();
    stop.abort();
    for (const [name, bytes] of [
      ['a.gz', gzipSync(lines)],
      ['a.zip', await zipOf({ a: lines, b: lines })],
    ] as const) {
      const result = await openForeign(await write(name, bytes), scratch, stop.signal);
      expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    }
    expect(await scratchFiles()).toEqual([]);
  });

  it('survives damage anywhere, and never calls what is damaged whole', async () => {
    const gzip = gzipSync(lines);
    const zip = await zipOf({ 'a.log': lines, 'b.log.gz': gzip, 'c.txt': 'court' });
    const change = fc.tuple(fc.nat(), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(gzip, zip),
        fc.array(change, { maxLength: 3 }),
        fc.option(fc.nat(), { nil: undefined }),
        async (original, changes, cut) => {
          const bytes = Buffer.from(
            original.subarray(0, cut === undefined ? undefined : cut % (original.length + 1)),
          );
          for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
          const contents = await opened(await write('x', bytes));
          if (typeof contents === 'string' || original === zip) return;
          for (const file of contents.files) {
            if (file.compressed !== 'gzip' || file.incomplete !== undefined) continue;
            expect(await readFile(file.path, 'utf8')).toBe(lines);
          }
        },
      ),
      { numRuns: runs },
    );
  });
});
