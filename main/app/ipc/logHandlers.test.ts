import { expect, test } from 'vitest';
import type { BundleRequest } from '../../../shared/model/bundle';
import type { LogFileFacts } from '../../../shared/model/logView';
import { problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { BundleFacts } from '../../engine/bundle/bundleFacts';
import type { LogReader } from '../../engine/logReading/logReader';
import { bundleName, logHandlers } from './logHandlers';

const request: BundleRequest = {
  from: 0,
  until: 1,
  logs: ['errors.log'],
  lastHour: 'with',
  runs: [],
  names: 'shown',
};
const rotated: LogFileFacts = {
  id: 'live:7',
  name: 'errors.log.3',
  place: 'old',
  log: 'errors.log',
  bytes: 12,
  changedAt: '2026-11-23T14:23:01.000Z',
  compressed: 'no',
};

const inBundle: LogFileFacts = {
  id: 'opened:1',
  name: 'recu.zip › logs/errors.log.2.gz',
  place: 'opened',
  bytes: 12,
  changedAt: '2026-11-23T14:23:01.000Z',
  compressed: 'zip',
};

function bench(answers: { readonly path?: string; readonly lastHour?: 'disk-full' } = {}) {
  const asked: unknown[] = [];
  const handed: BundleFacts[] = [];
  const reader: Partial<LogReader> = {
    list: () => Promise.resolve(succeed({ files: [rotated, inBundle], bytes: 12, mostBytes: 100 })),
    saveFile: (input) => {
      asked.push(['saveFile', input]);
      return Promise.resolve(succeed({ path: input.path, bytes: 12 }));
    },
    openPath: ({ path }) => {
      asked.push(['openPath', path]);
      return Promise.resolve(path === '/bad' ? fail(problem('log-not-a-log')) : succeed([rotated]));
    },
    bundlePlan: (input) => {
      handed.push(input.facts);
      asked.push(['bundlePlan', input.request]);
      return Promise.resolve(succeed({ entries: [], bytes: 0 }));
    },
    bundleCancel: ({ bundleId }) => {
      asked.push(['bundleCancel', bundleId]);
      return Promise.resolve(succeed(null));
    },
    bundleSave: (input) => {
      asked.push(['bundleSave', input.bundleId, input.path]);
      return Promise.resolve(succeed({ path: input.path, bytes: 1, entries: 1 }));
    },
  };
  const handlers = logHandlers({
    // The commands tested use these members of the reader and no others.
    reader: reader as LogReader,
    logFolder: '/logs',
    mostBytes: () => 450_000_000,
    log: {
      clear: (name) => {
        asked.push(['clear', name]);
        return Promise.resolve(succeed({ archivedAs: `archive/${name}` }));
      },
      saveLastHour: () => {
        asked.push(['saveLastHour']);
        return Promise.resolve(
          answers.lastHour === undefined ? succeed('/logs/last-hour.log') : fail(problem(answers.lastHour)),
        );
      },
    },
    details: { read: (reference) => Promise.resolve(succeed(`text of ${reference}`)) },
    bundleFacts: () => Promise.resolve({ masks: [] } as unknown as BundleFacts),
    dialogs: {
      saveAs: (name, kind) => {
        asked.push(['saveAs', name, kind]);
        return Promise.resolve(answers.path);
      },
      openLogs: () => Promise.resolve(answers.path === undefined ? [] : [answers.path, '/second']),
    },
    openFolder: (path) => {
      asked.push(['openFolder', path]);
      return Promise.resolve(succeed(null));
    },
    onProblem: ({ code }) => void asked.push(['problem', code]),
    showFile: (path) => void asked.push(['showFile', path]),
    now: () => new Date(2026, 10, 23, 14, 23, 1).getTime(),
  });
  return { handlers, asked, handed };
}

test('our own log folder is opened, whatever the page says', async () => {
  const { handlers, asked } = bench();
  await handlers['logs.openFolder']({});
  expect(asked).toEqual([['openFolder', '/logs']]);
});

test('a file is saved under the path of the dialog, its own name proposed', async () => {
  const { handlers, asked } = bench({ path: '/home/a/copy.log' });
  expect(await handlers['logs.saveFile']({ file: 'live:7' })).toEqual(
    succeed({ path: '/home/a/copy.log', bytes: 12 }),
  );
  expect(asked).toEqual([
    ['saveAs', 'errors.log.3', 'log'],
    ['saveFile', { file: 'live:7', path: '/home/a/copy.log' }],
  ]);
});

test('what was unpacked to be read is offered under its own name, unpacked', async () => {
  const { handlers, asked } = bench({ path: '/home/a/copy.log' });
  await handlers['logs.saveFile']({ file: 'opened:1' });
  expect(asked[0]).toEqual(['saveAs', 'errors.log.2', 'log']);
});

test('a cancelled dialog writes nothing and is no failure', async () => {
  const { handlers, asked } = bench();
  expect(await handlers['logs.saveFile']({ file: 'live:7' })).toEqual(succeed(null));
  expect(await handlers['bundle.save']({ ...request, bundleId: 'b1' })).toEqual(succeed(null));
  expect(await handlers['logs.openFiles']({})).toEqual(succeed([]));
  expect(asked.map((entry) => (Array.isArray(entry) ? String(entry[0]) : ''))).toEqual(['saveAs', 'saveAs']);
});

test('a file that is not in the list is neither saved nor cleared', async () => {
  const { handlers, asked } = bench({ path: '/x' });
  expect(await handlers['logs.saveFile']({ file: '../../etc/passwd' })).toMatchObject({
    error: { code: 'log-unknown' },
  });
  expect(await handlers['logs.clear']({ file: 'live:8' })).toMatchObject({ error: { code: 'log-unknown' } });
  expect(asked).toEqual([]);
});

test('the writer clears a file by the name that the list gives it', async () => {
  const { handlers, asked } = bench();
  expect(await handlers['logs.clear']({ file: 'live:7' })).toEqual(
    succeed({ archivedAs: 'archive/errors.log.3' }),
  );
  expect(asked).toEqual([['clear', 'errors.log.3']]);
});

test('of several files the one that is no log is told, and the others are opened', async () => {
  const { handlers, asked } = bench({ path: '/bad' });
  expect(await handlers['logs.openFiles']({})).toEqual(succeed([rotated]));
  expect(asked).toEqual([
    ['openPath', '/bad'],
    ['openPath', '/second'],
    ['problem', 'log-not-a-log'],
  ]);
});

test('the last hour is written before a bundle that holds it is planned', async () => {
  const { handlers, asked } = bench();
  await handlers['bundle.plan'](request);
  expect(asked).toEqual([['saveLastHour'], ['bundlePlan', request]]);
  asked.length = 0;
  await handlers['bundle.plan']({ ...request, lastHour: 'without' });
  expect(asked).toEqual([['bundlePlan', { ...request, lastHour: 'without' }]]);
});

test('a last hour that cannot be written is named as missing, and the bundle is made all the same', async () => {
  const { handlers, asked, handed } = bench({ lastHour: 'disk-full' });
  expect(await handlers['bundle.plan'](request)).toMatchObject({ ok: true });
  expect(asked).toEqual([['saveLastHour'], ['bundlePlan', request]]);
  expect(handed).toEqual([{ masks: [], lastHourMissing: 'disk-full' }]);
});

test('a saved bundle can be shown, and nothing else can', async () => {
  const { handlers, asked } = bench({ path: '/home/a/b.zip' });
  expect(await handlers['bundle.show']({})).toMatchObject({ ok: false });
  await handlers['bundle.save']({ ...request, bundleId: 'b1' });
  expect(await handlers['bundle.show']({})).toEqual(succeed(null));
  expect(asked.at(-1)).toEqual(['showFile', '/home/a/b.zip']);
  expect(asked[0]).toEqual(['saveAs', 'passerelle-diagnostic-20261123-142301.zip', 'zip']);
});

test('a bundle that is cancelled before anybody said where to is not written, and says so', async () => {
  const { handlers, asked } = bench({ path: '/home/a/b.zip' });
  const saving = handlers['bundle.save']({ ...request, bundleId: 'b1' });
  expect(await handlers['bundle.cancel']({ bundleId: 'b1' })).toEqual(succeed(null));
  expect(await saving).toEqual(fail(problem('cancelled')));
  expect(asked.map((entry) => (Array.isArray(entry) ? String(entry[0]) : ''))).toEqual([
    'saveAs',
    'saveLastHour',
  ]);
  expect(await handlers['bundle.save']({ ...request, bundleId: 'b1' })).toMatchObject({ ok: true });
});

test('a bundle that is being written is cancelled by the reader', async () => {
  const { handlers, asked } = bench({ path: '/home/a/b.zip' });
  await handlers['bundle.save']({ ...request, bundleId: 'b1' });
  await handlers['bundle.cancel']({ bundleId: 'b1' });
  expect(asked.at(-1)).toEqual(['bundleCancel', 'b1']);
});

test('the name of a bundle says when it was made', () => {
  expect(bundleName(new Date(2026, 0, 2, 3, 4, 5).getTime())).toBe(
    'passerelle-diagnostic-20260102-030405.zip',
  );
});
