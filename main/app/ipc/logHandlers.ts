import type { CommandName } from '../../../shared/ipc/contract';
import type { BundleRequest, BundleSaved } from '../../../shared/model/bundle';
import type { LogFileFacts } from '../../../shared/model/logView';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { BundleFacts } from '../../engine/bundle/bundleFacts';
import type { LogReader } from '../../engine/logReading/logReader';
import type { FileDialogs } from '../window/fileDialogs';
import type { CommandHandlers } from './registerCommands';

/** What the commands about logs and bundles are carried out with. */
export interface LogHandlerNeeds {
  readonly reader: LogReader;
  readonly logFolder: string;
  /** Most bytes that the log folder may take, as the operator set it. */
  readonly mostBytes: () => number;
  /** The log's writer: it alone may touch its files. */
  readonly log: {
    clear(name: string): Promise<Result<{ archivedAs: string }, Problem>>;
    saveLastHour(): Promise<Result<string, Problem>>;
  };
  readonly details: { read(reference: string): Promise<Result<string, Problem>> };
  readonly bundleFacts: (request: BundleRequest) => Promise<BundleFacts>;
  readonly dialogs: FileDialogs;
  /** Said in the window, beside the answer. */
  readonly onProblem: (problem: Problem) => void;
  /** Shows a folder in the desktop's file browser. */
  readonly openFolder: (path: string) => Promise<Result<null, Problem>>;
  /** Shows a file in the desktop's file browser. */
  readonly showFile: (path: string) => void;
  /** This machine's clock, for the names of files. */
  readonly now: () => number;
}

type LogCommand = Extract<CommandName, `logs.${string}` | `bundle.${string}`>;

/** A file name that says when: `passerelle-diagnostic-20261123-142301.zip`. */
export function bundleName(instant: number): string {
  const at = new Date(instant);
  const part = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}${part(at.getMonth() + 1)}${part(at.getDate())}`;
  return `passerelle-diagnostic-${day}-${part(at.getHours())}${part(at.getMinutes())}${part(at.getSeconds())}.zip`;
}

/** Carries out the commands about logs: reading is forwarded to the reader's process, files are chosen by dialogs. */
export function logHandlers(needs: LogHandlerNeeds): Pick<CommandHandlers, LogCommand> {
  const { reader, dialogs } = needs;
  let savedBundle: string | undefined;
  /** Bundles on their way to the reader, which does not know them yet: where to is being asked, facts are being gathered. */
  const notBegun = new Map<string, 'wanted' | 'cancelled'>();

  const factsOf = async (file: string): Promise<Result<LogFileFacts, Problem>> => {
    const list = await reader.list({});
    if (!list.ok) return list;
    const found = list.value.files.find(({ id }) => id === file);
    return found === undefined ? fail(problem('log-unknown', { file })) : succeed(found);
  };
  /** Facts are gathered anew for each request: they are as old as the plan that the operator sees at most. */
  const withFacts = async <T>(
    request: BundleRequest,
    carryOut: (input: {
      readonly request: BundleRequest;
      readonly facts: BundleFacts;
    }) => Promise<Result<T, Problem>>,
  ): Promise<Result<T, Problem>> => {
    const facts = await needs.bundleFacts(request);
    if (request.lastHour === 'without') return carryOut({ request, facts });
    const kept = await needs.log.saveLastHour();
    // A full disk is what a bundle is needed for: it is made without the last hour, and says so.
    return carryOut({ request, facts: kept.ok ? facts : { ...facts, lastHourMissing: kept.error.code } });
  };

  return {
    'logs.openFolder': () => needs.openFolder(needs.logFolder),
    'logs.list': async (input) => {
      const list = await reader.list(input);
      return list.ok ? succeed({ ...list.value, mostBytes: needs.mostBytes() }) : list;
    },
    'logs.view': (input) => reader.view(input),
    'logs.closeView': (input) => reader.closeView(input),
    'logs.rows': (input) => reader.rows(input),
    'logs.record': (input) => reader.record(input),
    'logs.goTo': (input) => reader.goTo(input),
    'logs.histogram': (input) => reader.histogram(input),
    'logs.counts': (input) => reader.counts(input),
    'logs.overview': (input) => reader.overview(input),
    'logs.saveFile': async ({ file }) => {
      const facts = await factsOf(file);
      if (!facts.ok) return facts;
      const path = await dialogs.saveAs(proposedName(facts.value), 'log');
      return path === undefined ? succeed(null) : reader.saveFile({ file, path });
    },
    'logs.saveView': async ({ viewId }) => {
      const path = await dialogs.saveAs('passerelle-journal.log', 'log');
      return path === undefined ? succeed(null) : reader.saveView({ viewId, path });
    },
    'logs.clear': async ({ file }) => {
      const facts = await factsOf(file);
      return facts.ok ? needs.log.clear(facts.value.name) : facts;
    },
    'logs.openFiles': async () => {
      const opened: LogFileFacts[] = [];
      const failed: Problem[] = [];
      const paths = await dialogs.openLogs();
      for (const files of await Promise.all(paths.map((path) => reader.openPath({ path })))) {
        if (files.ok) opened.push(...files.value);
        else failed.push(files.error);
      }
      const [first] = failed;
      if (opened.length === 0 && first !== undefined) return fail(first);
      // One that cannot be opened does not keep the others from being read.
      failed.forEach(needs.onProblem);
      return succeed(opened);
    },
    'logs.closeFile': (input) => reader.closeFile(input),
    'logs.detail': async ({ reference }) => {
      const text = await needs.details.read(reference);
      return text.ok ? succeed({ text: text.value }) : text;
    },
    'bundle.plan': (request) => withFacts(request, (input) => reader.bundlePlan(input)),
    'bundle.preview': ({ entry, ...request }) =>
      withFacts(request, (input) => reader.bundlePreview({ ...input, entry })),
    'bundle.save': async ({ bundleId, ...request }) => {
      notBegun.set(bundleId, 'wanted');
      try {
        const path = await dialogs.saveAs(bundleName(needs.now()), 'zip');
        if (path === undefined) return succeed(null);
        const saved = await withFacts(request, (input): Promise<Result<BundleSaved, Problem>> => {
          const state = notBegun.get(bundleId);
          notBegun.delete(bundleId);
          if (state === 'cancelled') return Promise.resolve(fail(problem('cancelled')));
          return reader.bundleSave({ ...input, bundleId, path });
        });
        if (saved.ok) savedBundle = saved.value.path;
        return saved;
      } finally {
        notBegun.delete(bundleId);
      }
    },
    'bundle.cancel': ({ bundleId }) => {
      if (!notBegun.has(bundleId)) return reader.bundleCancel({ bundleId });
      notBegun.set(bundleId, 'cancelled');
      return succeed(null);
    },
    'bundle.show': () => {
      if (savedBundle === undefined) return fail(problem('log-unknown'));
      needs.showFile(savedBundle);
      return succeed(null);
    },
  };
}

/** Name under which a copy is offered: of a file out of an archive its own, and of what was unpacked the unpacked one. */
function proposedName({ name, place, compressed }: LogFileFacts): string {
  if (place !== 'opened') return name;
  const own =
    name
      .split(/[/\\›]/u)
      .at(-1)
      ?.trim() ?? name;
  return compressed === 'no' ? own : own.replace(/\.gz$/u, '');
}
