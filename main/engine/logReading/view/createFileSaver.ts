import { open } from 'node:fs/promises';
import { problem } from '../../../../shared/model/problem';
import type { Problem } from '../../../../shared/model/problem';
import { fail } from '../../../../shared/result';
import type { Result } from '../../../../shared/result';
import { diskProblem } from '../../store/disk';
import { idOf } from '../sources/fileFacts';
import type { LogSources } from '../sources/logSources';
import { rowTexts } from './rowTexts';
import type { ShownRows } from './shownRows';
import { writeWhole } from './writeWhole';

type Saved = Promise<Result<{ path: string; bytes: number }, Problem>>;

const blockBytes = 1024 * 1024;

/** Saves files and rows under a path that the operator chose, whole or not at all. */
export function createFileSaver(sources: LogSources): {
  saveFile(input: { readonly file: string; readonly path: string }): Saved;
  saveView(shown: ShownRows, path: string): Saved;
} {
  return {
    saveFile: async ({ file, path }) => {
      await sources.scan();
      const generation = sources.generations.all().find((one) => idOf(one) === file || one.id === file);
      if (generation === undefined) return fail(problem('log-unknown', { file }));
      const { unreadable, name } = generation.file;
      if (unreadable !== undefined) return fail(problem(unreadable, { file: name }));
      try {
        const handle = await open(generation.file.path, 'r');
        try {
          const { dev, ino, size } = await handle.stat({ bigint: true });
          // Another file stands under that name since the look at the folder.
          if (dev !== generation.file.dev || ino !== generation.file.ino) {
            return fail(problem('log-unknown', { file: generation.file.name }));
          }
          return await writeWhole(path, blocksOf(handle, Number(size)));
        } finally {
          await handle.close();
        }
      } catch (error) {
        return fail(diskProblem(error, generation.file.path));
      }
    },
    saveView: async (shown, path) => {
      const used = shown.files.map(({ generation }) => generation);
      for (const generation of used) await sources.use(generation);
      try {
        return await writeWhole(path, rowTexts(shown));
      } finally {
        for (const generation of used) await sources.release(generation);
      }
    },
  };
}

type Reading = Awaited<ReturnType<typeof open>>;

/** The bytes of a file as long as it was when it was opened. */
async function* blocksOf(handle: Reading, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size;) {
    const block = Buffer.allocUnsafe(Math.min(blockBytes, size - at));
    const { bytesRead } = await handle.read(block, 0, block.length, at);
    if (bytesRead === 0) throw Object.assign(new Error('the file was emptied meanwhile'), { code: 'ESTALE' });
    yield block.subarray(0, bytesRead);
    at += bytesRead;
  }
}
