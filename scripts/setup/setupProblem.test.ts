import { describe, expect, it } from 'vitest';
import { SetupProblem, everydayCause } from './setupProblem.mjs';

const context = { action: 'npm ci', folder: '/home/dev/passerelle', again: 'npm ci' };

describe('everyday causes of a failed set-up', () => {
  it.each([
    ['npm error code ENOSPC\nnpm error nospc There appears to be insufficient space', /disk .* is full/],
    ["Error: ENOSPC: no space left on device, write '/x'", /disk .* is full/],
    ["Error: EACCES: permission denied, mkdir '/x'", /may not write/],
    ['npm error code EROFS', /may not write/],
    ['npm error code ENOTFOUND\nnpm error network request failed', /needs the network/],
    ['npm error code ENOTCACHED', /needs the network/],
    ['E: Failed to fetch http://deb.example/libgtk  Temporary failure resolving', /needs the network/],
  ])('%s', (said, sentence) => {
    const problem = everydayCause(said, context);
    expect(problem).toBeInstanceOf(SetupProblem);
    expect(problem?.missing).toMatch(sentence);
    expect(problem?.mend).not.toBe('');
  });

  it('does not read a cause into a source line that a build quotes', () => {
    const said =
      "main/engine/networkPolicy.ts: 12 | if (code === 'ECONNREFUSED' || code === 'ENOSPC') retry();";
    expect(everydayCause(said, context)).toBeUndefined();
  });

  it('is one sentence and one command', () => {
    const problem = new SetupProblem('Node is too old.', 'install Node 20.19');
    expect(problem.message).toBe('Node is too old.\n  Mend it with: install Node 20.19');
  });
});
