import { expect, test } from 'vitest';
import type { CommandName, CommandResult, Commands } from '../../../shared/ipc/contract';
import { problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { LogBridge } from './logSession';
import { mostLetters, readWhole } from './recordText';

const ref = { source: 's', offset: 0 };

/** A reader of one record, in pieces of so many letters. */
function readerOf(text: string, piece: number, failAt?: number): Pick<LogBridge, 'call'> {
  return {
    call: <N extends CommandName>(_name: N, input: Commands[N]['input']) => {
      // Boundary: only this command is asked for here.
      const { offset } = input as Commands['logs.record']['input'];
      const answer =
        offset === failAt
          ? fail(problem('log-unreadable'))
          : succeed({
              text: text.slice(offset, offset + piece),
              ...(offset + piece < text.length ? { next: offset + piece } : {}),
              fields: [],
              link: 'passerelle-log:x',
            });
      return Promise.resolve(answer as CommandResult<N>);
    },
  };
}

test('a record is read to its end, piece by piece', async () => {
  const text = 'abcdefghij'.repeat(10);
  const whole = await readWhole(readerOf(text, 7), 'v', ref);
  expect(whole).toEqual(succeed({ text, fields: [], link: 'passerelle-log:x' }));
});

test('a record that cannot be read to its end is not taken for whole', async () => {
  expect(await readWhole(readerOf('abcdefgh', 2, 4), 'v', ref)).toEqual(fail(problem('log-unreadable')));
});

test('an endless record is taken up to a limit, and says that there is more', async () => {
  const whole = await readWhole(readerOf('x'.repeat(3 * mostLetters), 60_000), 'v', ref);
  expect(whole.ok && whole.value.text.length).toBeLessThan(mostLetters + 60_000);
  expect(whole.ok && whole.value.next).toBeGreaterThan(0);
});
