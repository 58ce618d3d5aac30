import { logFiles } from '../../../shared/model/log';
import type { LogFileFacts, LogFileList, LogPlace, LogSelection } from '../../../shared/model/logView';

/** Most files that a view can be of. */
export const mostChosen = 100;

/** Files that belong together in the list. */
export interface FileGroup {
  readonly place: LogPlace;
  readonly files: readonly LogFileFacts[];
}

const places: readonly LogPlace[] = ['live', 'old', 'archived', 'opened'];

/** Files by where they come from: the five in their order, old ones by number, the rest newest first. */
export function fileGroups(files: readonly LogFileFacts[]): readonly FileGroup[] {
  return places.flatMap((place) => {
    const those = files.filter((file) => file.place === place);
    return those.length === 0 ? [] : [{ place, files: those.toSorted(orders[place]) }];
  });
}

type Order = (one: LogFileFacts, other: LogFileFacts) => number;

const byLog: Order = (one, other) => logPlace(one) - logPlace(other);
const byNumber: Order = (one, other) => byLog(one, other) || numberOf(one) - numberOf(other);
const newestFirst: Order = (one, other) => Date.parse(other.changedAt) - Date.parse(one.changedAt);
const byName: Order = (one, other) => one.name.localeCompare(other.name);

const orders: Readonly<Record<LogPlace, Order>> = {
  live: byLog,
  old: byNumber,
  archived: newestFirst,
  opened: byName,
};

function logPlace(file: LogFileFacts): number {
  return file.log === undefined ? logFiles.length : logFiles.indexOf(file.log);
}

function numberOf(file: LogFileFacts): number {
  return Number(/\.(\d+)(?:\.gz)?$/u.exec(file.name)?.[1] ?? 0);
}

/** How a file is named in a selection: one of the five by its name, which stays when the file is rotated. */
export function selectionName(file: LogFileFacts): string {
  return file.place === 'live' && file.log !== undefined ? file.log : file.id;
}

/** Names in a selection that the list still knows; what was closed or taken away is forgotten. */
export function stillThere(chosen: readonly string[], files: readonly LogFileFacts[]): readonly string[] {
  const known = new Set(files.filter((file) => file.unreadable === undefined).map(selectionName));
  return chosen.filter((name) => known.has(name));
}

/** A selection of exactly these files. */
export function selectionOf(names: readonly string[]): LogSelection {
  return { files: names.slice(0, mostChosen), old: 'without' };
}

/** What the operator may do with a file besides looking at it. */
export type FileAction = 'save' | 'save-plain' | 'clear' | 'take-out' | 'close';

/** The actions that make sense for a file. */
export function fileActions(file: LogFileFacts): readonly FileAction[] {
  switch (file.place) {
    case 'live':
      return file.unreadable === undefined ? ['save', 'clear'] : [];
    case 'old':
      return file.unreadable === undefined ? ['save', 'take-out'] : ['take-out'];
    case 'archived':
      return file.unreadable === undefined ? ['save'] : [];
    case 'opened':
      if (file.unreadable !== undefined) return ['close'];
      // What was compressed was unpacked to be read, and is saved as it was read.
      return [file.compressed === 'no' ? 'save' : 'save-plain', 'close'];
  }
}

/** How full the room for logs is: its share from 0 to 1, and what that means. */
export function roomTaken(list: LogFileList): {
  readonly share: number;
  readonly state: 'enough' | 'nearly-full' | 'exceeded';
} {
  const share = list.mostBytes <= 0 ? 1 : list.bytes / list.mostBytes;
  return {
    share: Math.min(1, share),
    state: share > 1 ? 'exceeded' : share >= 0.9 ? 'nearly-full' : 'enough',
  };
}

/** What is shown of files that were just opened: of a bundle its logs, not the documents beside them. */
export function firstLook(opened: readonly LogFileFacts[]): readonly LogFileFacts[] {
  const readable = opened.filter((file) => file.unreadable === undefined);
  const logs = readable.filter(({ name }) => /\.log(?:\.\d+)?(?:\.gz)?$/u.test(name));
  return logs.length === 0 ? readable : logs;
}
