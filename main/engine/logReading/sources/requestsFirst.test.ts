import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { RequestsFirst } from './requestsFirst';

function later(): { readonly done: Promise<string>; readonly end: () => void } {
  let end = (): void => undefined;
  const done = new Promise<string>((resolve) => {
    end = () => resolve('answer');
  });
  return { done, end };
}

describe('RequestsFirst', () => {
  it('lets work go on at once where nobody waits', async () => {
    const requests = new RequestsFirst();
    expect(requests.state).toBe('free');
    await requests.pause();
  });

  it('lets work go on after the answer went out, also after one that failed', async () => {
    for (const how of ['answered', 'failed'] as const) {
      const requests = new RequestsFirst();
      const order: string[] = [];
      const { done, end } = later();
      const request = requests.answer(() =>
        how === 'answered' ? done : done.then(() => Promise.reject(new Error('disk'))),
      );
      expect(requests.state).toBe('busy');
      const told = request.catch(() => 'failure').then(() => order.push('told'));
      const worked = requests.pause().then(() => order.push('worked'));
      end();
      await Promise.all([told, worked]);
      expect(order).toEqual(['told', 'worked']);
      expect(requests.state).toBe('free');
    }
  });

  it('waits for a request that follows before the work went on', async () => {
    const requests = new RequestsFirst();
    const [first, second] = [later(), later()];
    const order: string[] = [];
    const both = requests
      .answer(() => first.done)
      .then(() => requests.answer(() => second.done))
      .then(() => order.push('second'));
    const worked = requests.pause().then(() => order.push('worked'));
    first.end();
    setImmediate(() => setImmediate(second.end));
    await Promise.all([both, worked]);
    expect(order).toEqual(['second', 'worked']);
  });

  it('does not wait for requests without end', async () => {
    const requests = new RequestsFirst();
    let state: 'asking' | 'over' = 'asking';
    const ask = async (): Promise<void> => {
      while (state === 'asking') await requests.answer(() => nextTurn());
    };
    const asking = ask();
    await requests.pause();
    state = 'over';
    await asking;
    expect(requests.state).toBe('busy');
  });
});
