import { appendFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lastSeq } from './lastSeq';
import { renderLine } from './lineForm';
import { realLogDisk } from './logDisk';
import { logRoutes } from './logRoutes';

let folder = '';
const noon = new Date(2026, 10, 23, 12).getTime();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'passerelle-last-seq-'));
  mkdirSync(join(folder, 'archive'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content);
const found = () => lastSeq(folder, logRoutes, realLogDisk);

function numbered(seq: number, instant = noon, sentence = 'x'): string {
  return renderLine({ level: 'INFO', module: 'app', code: 'x', sentence, params: {} }, seq, instant);
}

/** What some other program writes: no line of it has a number, and some look as if one had. */
function foreign(bytes: number): string {
  const line =
    'Traceback (most recent call last): | seq=99999 \n[INFO] 2026-11-23 12:00:00 [app] - x | seq=\n';
  return line.repeat(Math.ceil(bytes / line.length));
}

describe('the last number of a log folder', () => {
  test('is 0 in a folder that is empty, and in none', () => {
    expect(found()).toBe(0);
    expect(lastSeq(join(folder, 'none'), logRoutes, realLogDisk)).toBe(0);
  });

  test('is the highest of the five, the last hour included', () => {
    put('dhis2_sync.log', numbered(7) + numbered(9));
    put('errors.log', numbered(12));
    expect(found()).toBe(12);
    put('last-hour.log', numbered(11) + numbered(14));
    expect(found()).toBe(14);
  });

  test.each([1, 2, 5])('is found in old file %i where the younger ones hold no number', (number) => {
    for (let younger = 1; younger < number; younger += 1) put(`dhis2_sync.log.${younger}`, foreign(1));
    put('dhis2_sync.log', '');
    put(`dhis2_sync.log.${number}`, numbered(40) + numbered(41));
    expect(found()).toBe(41);
  });

  test.each([0, 1, 4000, 65_000, 65_536, 70_000, 1_000_000])(
    'is found before %i bytes of another program, and before a line that was cut off',
    (bytes) => {
      const torn = numbered(842).slice(0, numbered(842).indexOf('seq=842') + 'seq=84'.length);
      put('dhis2_sync.log', numbered(40) + numbered(41) + foreign(bytes) + torn);
      expect(found()).toBe(41);
      // Wherever the line falls in what is read at once.
      for (let more = 0; more < 9000; more += 150) {
        put(
          'dhis2_sync.log',
          `${numbered(41, noon, 'y'.repeat(3500))}${'z'.repeat(bytes)}${'z'.repeat(more)}`,
        );
        expect([more, found()]).toEqual([more, 41]);
      }
    },
  );

  test.each(['dhis2_sync.log.20261123-120000', 'errors.log.2.20261123-120000-3.gz'])(
    'is found in a file that was cleared, as after a kill before the line that says so: %s',
    (name) => {
      const content = numbered(50) + numbered(51);
      put(`archive/${name}`, name.endsWith('.gz') ? gzipSync(content) : content);
      put('dhis2_sync.log', '');
      put('dhis2_sync.log.1', numbered(20, noon - 60_000));
      expect(found()).toBe(51);
    },
  );

  test('needs no look into a file that was cleared before the last line was written', () => {
    const archived = join(folder, 'archive', 'errors.log.20261123-115900.gz');
    // It would be found, were it looked for.
    writeFileSync(archived, gzipSync(numbered(99)));
    utimesSync(archived, new Date(noon - 60_000), new Date(noon - 60_000));
    put('dhis2_sync.log', numbered(20));
    expect(found()).toBe(20);
    utimesSync(archived, new Date(noon), new Date(noon));
    expect(found()).toBe(99);
  });

  test('leaves out what cannot be read, and what is no log of ours', () => {
    mkdirSync(join(folder, 'errors.log'));
    put('archive/errors.log.20261123-120000.gz', 'no gzip');
    put('archive/notes.txt', numbered(77));
    put('other.log', numbered(78));
    appendFileSync(join(folder, 'sync_jobs.log'), numbered(3));
    expect(found()).toBe(3);
  });
});
