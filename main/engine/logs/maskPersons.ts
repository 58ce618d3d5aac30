import { isTechnicalWord } from './technicalWords';

/** What stands where something was taken out. */
export const mask = '***';

/*
 * What a server says may hold what somebody typed: names, telephone numbers, values. DHIS2 puts such things in quotes;
 * the rest is found by its form. Every expression is bounded or cannot go back, so that a text of a megabyte takes
 * milliseconds whatever it holds.
 */

const eMail = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}][\p{L}\p{N}.-]{0,253}/gu;
/** Six digits or more, as telephone and card numbers are written: `+221 77 123 45 67`, `77.123.45.67`, `(0)4 56 78 90`. */
const digits = /(?<![\p{L}\p{N}])\+?\(?\p{Nd}(?:[\s().\u00a0\u202f/-]{0,2}\p{Nd}){5,40}/gu;
const ipAddress = /^\d{1,3}(?:\.\d{1,3}){3}$/u;
const homeFolder = /((?:\/home\/|[/\\]Users[/\\]))[^/\\\n:]{1,200}/gu;

/** Quotations, those that were cut off included. An apostrophe within a word neither begins nor ends one. */
const quotations = [
  /`([^`\n]*)(?:`|$)/gu,
  /"([^"\n]*)(?:"|$)/gu,
  /“([^“”\n]*)(?:”|$)/gu,
  /‘((?:[^‘’\n]|’(?=\p{L}))*)(?:’|$)/gu,
  /«([^«»\n]*)(?:»|$)/gu,
  /(?<![\p{L}\p{N}])'((?:[^'\n]|'(?=\p{L}))*)(?:'|$)/gu,
  // PostgreSQL: Key (username)=(…) already exists.
  /=\(([^()\n]*)(?:\)|$)/gu,
];

/** What may stay in quotes: identifiers with a digit and a capital, error codes, members of objects, technical words. */
function mayStay(text: string, behind: string): boolean {
  if (text === '' || text === mask || /^E\d{4}$/u.test(text)) return true;
  if (/^(?=[a-z]*[A-Z0-9])(?=\D*\d)(?=[^A-Z]*[A-Z])[A-Za-z][A-Za-z0-9]{10}$/u.test(text)) return true;
  if (/^[A-Za-z_]\w{0,40}$/u.test(text) && /^\s{0,3}:/u.test(behind)) return true;
  return text.length <= 80 && text.split(/(?=[A-Z])|[\s_/.]/u).every((part) => isTechnicalWord(part));
}

function maskQuoted(text: string): string {
  let clean = text;
  for (const expression of quotations) {
    clean = clean.replace(expression, (whole: string, inner: string, at: number, all: string) => {
      if (mayStay(inner, all.slice(at + whole.length, at + whole.length + 4))) return whole;
      const begin = whole.startsWith('=(') ? 2 : 1;
      return whole.slice(0, begin) + mask + whole.slice(begin + inner.length);
    });
  }
  return clean;
}

const word = /\p{L}[\p{L}\p{M}\p{N}_.$'’-]*/gu;

/** `Dupont`, `JEAN`, `Marie-Claire`; not `TypeError`, `Foo.java`, `CREATE_AND_UPDATE`, `HTTP`. */
function mayBeName(text: string): boolean {
  if (text.length < 2 || !/^\p{Lu}/u.test(text) || /[\p{N}_$]/u.test(text)) return false;
  if (/\.\p{Ll}/u.test(text)) return false;
  // A capital behind a small letter makes a technical name, but for McDonald, DeSouza, O’Brien.
  if (/\p{Ll}\p{Lu}/u.test(text) && !/^(?:Ma?c|De|Di|Du|La|Le|Ol[eo]|N)\p{Lu}\p{Ll}+$/u.test(text))
    return false;
  return !text.split(/[-.'’]/u).every((part) => part === '' || isTechnicalWord(part));
}

/** Masks words that may be names: a capital within a sentence, or two capitalised words in a row. */
function maskNames(text: string): string {
  const found = [...text.matchAll(word)].map((match) => {
    const name = match[0].replace(/[.'’-]+$/u, '');
    return { at: match.index, end: match.index + name.length, name: mayBeName(name) };
  });
  let clean = '';
  let done = 0;
  for (const [index, { at, end, name }] of found.entries()) {
    if (!name) continue;
    const next = found[index + 1];
    const beside = next?.name === true && /^[\s,.-]{1,3}$/u.test(text.slice(end, next.at));
    const begins = /(?:^|[.!?]\s{1,3}|\n\s{0,80})$/u.test(text.slice(Math.max(0, at - 82), at));
    if (begins && !beside) continue;
    clean += text.slice(done, at) + mask;
    done = end;
  }
  return clean + text.slice(done);
}

/** An account behind the name of a field, `username: admin2`, `createdBy=jean`, and in a sentence, `User jean has no …`. */
const accounts = [
  /(?<![\p{L}\p{N}])((?:user(?:[ _]?name)?|login|principal|(?:created|updated|modified|stored|completed)[ _]?by(?: user)?|last[ _]?updated[ _]?by)["']?\s{0,3}[:=]\s{0,3}["']?)([^\s"'`,;:=()[\]{}&]{1,100})/giu,
  /(?<![\p{L}\p{N}])(user )([^\s"'`,;:=()[\]{}&]{1,100})(?= (?:has|have|is|was|does|did|can|cannot|could|may|must|already|not|with|lacks)(?![\p{L}\p{N}]))/giu,
];

function maskAccounts(text: string): string {
  let clean = text;
  for (const expression of accounts) {
    clean = clean.replace(expression, (whole: string, before: string, account: string) =>
      account.split(/[._-]/u).every((part) => isTechnicalWord(part)) ? whole : before + mask,
    );
  }
  return clean;
}

/**
 * Takes e-mail addresses, telephone numbers and home folders out of text; in `words` every number of six digits or more,
 * in a `name` only those of nine or more, since names hold years.
 */
export function maskContacts(text: string, what: 'words' | 'name'): string {
  const fewest = what === 'words' ? 6 : 9;
  return text
    .replace(homeFolder, `$1${mask}`)
    .replace(eMail, mask)
    .replace(digits, (found) => {
      const count = found.replace(/\P{Nd}/gu, '').length;
      return count < fewest || ipAddress.test(found) ? found : mask;
    });
}

/** Takes out of free text whatever may be a person or a value: quotations, names, contacts, long numbers. */
export function maskPersons(text: string): string {
  return maskNames(maskAccounts(maskContacts(maskQuoted(text), 'words')));
}
