import { logFields } from '../../../../shared/model/logFields';
import type { Settings } from '../../../../shared/model/settings';
import { identifierOf } from '../../setup/readSetup';
import { anchorOf, patternSigns, textSigns } from './sign';
import type { Sign } from './sign';
import { base64Spelled, spelled, withoutAccents } from './spellings';

/** Texts that are replaced wherever they stand, each by its own word. */
export interface NameMask {
  /** Pattern in bytes, without groups that capture. */
  readonly pattern: string;
  readonly by: string;
  /** Letters and digits that stand, in either case, in whatever the pattern finds; absent where only the pattern itself tells. */
  readonly anchor?: string;
}

/** Names from this length on are looked for within words too; shorter ones would tear holes into ordinary words. */
const distinctive = 8;

// Behind an escape (`%3A`, `\n`, `\u0022`) a word begins as it does behind a blank.
const wordBegin =
  '(?:(?<![A-Za-z0-9_])|(?<=%[0-9A-Fa-f]{2})|(?<=\\\\[nrtbf])|(?<=\\\\u[0-9A-Fa-f]{4})|(?<=\\\\x[0-9A-Fa-f]{2}))';
const wordEnd = '(?![A-Za-z0-9_])';
const fieldNames: ReadonlySet<string> = new Set([
  'seq',
  't',
  'run',
  'sync',
  'code',
  ...Object.keys(logFields),
]);

/** A pattern for a name. One that is also the name of a field stands in every line as such: there it is nobody's. */
function asWord(name: string, pattern: string, by: string): NameMask {
  if (name.length >= distinctive) return { pattern: `(?:${pattern})`, by, ...anchored(name) };
  const word = `${wordBegin}(?:${pattern})${wordEnd}`;
  if (fieldNames.has(name.toLowerCase())) return { pattern: `${word}(?!=)`, by };
  return { pattern: word, by, ...anchored(name) };
}

function anchored(text: string): { readonly anchor?: string } {
  const anchor = anchorOf(text);
  return anchor === undefined ? {} : { anchor };
}

/** What tells a line in which one of the names may stand. */
export function signsOf(masks: readonly NameMask[]): readonly Sign[] {
  const others = masks.filter(({ anchor }) => anchor === undefined).map(({ pattern }) => pattern);
  return [...textSigns(masks.flatMap(({ anchor }) => anchor ?? [])), ...patternSigns(others)];
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text) => text !== ''))];
}

/** Account names: always masked, by `***` or, where names are hidden, by a word that stays the same. */
export function accountMasks(settings: Settings, names: 'shown' | 'hidden'): readonly NameMask[] {
  const accounts = unique(
    settings.connections.map(({ auth }) => (auth.type === 'basic' ? auth.username.trim() : '')),
  );
  return accounts.toSorted().flatMap((account, index) => {
    const by = names === 'hidden' ? `compte-${index + 1}` : '***';
    const encoded = base64Spelled(account).map((form) => ({ ...form, by }));
    return [asWord(account, spelled(account, 'any'), by), ...encoded];
  });
}

function byId<T extends { readonly id: string }>(list: readonly T[]): readonly T[] {
  return list.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/**
 * Names of connections and synchronisations, in capitals and without accents too. One that is a single word is looked for
 * in small letters only where it was given so: “Destination” is in many a sentence what it is in any language.
 */
function spelledName(name: string): string {
  if (!/^\p{L}+$/u.test(name)) return spelled(name, 'any');
  const capitals = name.toUpperCase();
  return [name, capitals, withoutAccents(name), withoutAccents(capitals)]
    .map((form) => spelled(form, 'exact'))
    .join('|');
}

/** Identifiers that were made of a name say it, too. */
function spokenNames({ id, name }: { readonly id: string; readonly name: string }): readonly string[] {
  return unique([name, name.trim(), identifierOf(name) === id ? id : '']);
}

/**
 * Stand-ins for connections, synchronisations and servers. They are numbered in the order of the identifiers, so that the
 * same names get the same stand-ins as long as none is added or removed.
 */
export function standIns(settings: Settings): readonly NameMask[] {
  const masks: { readonly text: string; readonly mask: NameMask }[] = [];
  const add = (text: string, mask: NameMask): void => {
    masks.push({ text, mask });
  };
  byId(settings.connections).forEach((connection, index) => {
    for (const name of spokenNames(connection))
      add(name, asWord(name, spelledName(name), `connexion-${index + 1}`));
    const by = `serveur-${index + 1}`;
    const url = URL.canParse(connection.url) ? new URL(connection.url) : undefined;
    if (url === undefined) {
      add(connection.url, { pattern: spelled(connection.url, 'any'), by });
      return;
    }
    const path = url.pathname.replace(/\/+$/, '');
    for (const address of unique([
      connection.url,
      url.origin + path,
      url.origin,
      url.host + path,
      url.host,
    ])) {
      add(address, asHost(address, by));
    }
    add(url.hostname, asHost(url.hostname, by));
    if (path !== '') {
      const pattern = `(?:${spelled(path, 'any')})(?![A-Za-z0-9_-])`;
      add(path, { pattern, by: `/${by}`, ...anchored(path) });
    }
  });
  byId(settings.synchronisations).forEach((synchronisation, index) => {
    for (const name of spokenNames(synchronisation)) {
      add(name, asWord(name, spelledName(name), `synchronisation-${index + 1}`));
    }
  });
  // The longest first: an address before its host, a name before a name within it.
  return masks.toSorted((one, other) => other.text.length - one.text.length).map(({ mask }) => mask);
}

function asHost(address: string, by: string): NameMask {
  const pattern = `(?<![A-Za-z0-9-])(?:${spelled(address, 'any')})(?![A-Za-z0-9-])`;
  return { pattern, by, ...anchored(address) };
}
