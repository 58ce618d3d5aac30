import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problem } from '../../../../shared/model/problem';
import { fail, succeed } from '../../../../shared/result';
import type { openForeign } from '../opening/openForeign';
import { Generations } from './generations';
import { OpenedFiles } from './openedFiles';

type Contents = Awaited<ReturnType<typeof openForeign>>;

/** An opening that ends when the test says so. */
interface Opening {
  readonly path: string;
  readonly end: (how: 'contents' | 'problem' | 'failure') => void;
}

test('no more than two files are opened at a time, in the order in which they were asked for, and each is answered', async () => {
  const ending = fc.record({
    which: fc.nat(1),
    how: fc.constantFrom('contents' as const, 'problem' as const, 'failure' as const),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(ending, { minLength: 1, maxLength: 12 }), async (endings) => {
      const running: Opening[] = [];
      const begun: string[] = [];
      const open: typeof openForeign = (path) => {
        begun.push(path);
        return new Promise<Contents>((resolve, reject) => {
          const end: Opening['end'] = (how) => {
            running.splice(running.indexOf(opening), 1);
            if (how === 'failure') reject(new Error(path));
            else if (how === 'problem') resolve(fail(problem('log-unreadable', { file: path })));
            else resolve(succeed({ files: [], refused: [{ name: path, problem: problem('log-damaged') }] }));
          };
          const opening = { path, end };
          running.push(opening);
        });
      };
      const files = new OpenedFiles(new Generations(), open, '/nowhere');
      const names = endings.map((_, number) => `file ${number}`);
      const answers = names.map(async (name) => {
        const answer = await files.open(name).catch((error: unknown) => error);
        return answer instanceof Error ? answer.message : JSON.stringify(answer);
      });
      for (const { which, how } of endings) {
        await expect.poll(() => running.length, { interval: 1 }).toBeGreaterThan(0);
        expect(running.length).toBe(Math.min(2, endings.length - (begun.length - running.length)));
        (running[which] ?? running[0])?.end(how);
        // Whoever waited begins.
        for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
        expect(running.length).toBeLessThanOrEqual(2);
      }
      const told = await Promise.all(answers);
      expect(begun).toEqual(names);
      for (const [number, name] of names.entries()) expect(told[number]).toContain(name);
    }),
    { numRuns: 100 },
  );
});
