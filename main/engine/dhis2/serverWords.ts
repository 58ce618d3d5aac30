import { Redactor } from '../logs/redactor';

/** Of an answer that is no JSON more is never shown; see wordsOf in failures.ts, which cuts it further. */
const mostCharacters = 16_000;

/** Codes and names of an import report, which decide what is done and are never anybody's free words. */
const codeKeys: ReadonlySet<string> = new Set([
  'errorCode',
  'errorKlass',
  'httpStatus',
  'id',
  'importStatus',
  'klass',
  'mainId',
  'mainKlass',
  'property',
  'responseType',
  'status',
  'uid',
]);

/** A server's own words without the secret that it was asked with, which a proxy or an error page may repeat. */
export interface ServerWords {
  /** The beginning of an answer that is no JSON, or one sentence. */
  redact(text: string): string;
  /** The JSON of an answer whose texts are words; throws a SyntaxError when it is no JSON. */
  parse(text: string): unknown;
}

/** Makes what is kept and shown of a server's words; data that a server is asked for never goes through it. */
export function createServerWords(secret: string): ServerWords {
  const redactor = new Redactor();
  redactor.protect(secret);
  const redact = (text: string): string => redactor.redact(text.slice(0, mostCharacters));
  return {
    redact,
    parse: (text) =>
      JSON.parse(text, (key, value: unknown) =>
        typeof value === 'string' && !codeKeys.has(key) ? redactor.redact(value) : value,
      ) as unknown,
  };
}
