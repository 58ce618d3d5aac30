import { logFields } from '../../../shared/model/logFields';
import type { LogField, LogParams } from '../../../shared/model/logFields';
import { mask, maskContacts, maskPersons } from './maskPersons';
import { formsOf, withoutForms } from './secretForms';
import type { SecretForm } from './secretForms';
import { WordSieve } from './wordSieve';

/** Shorter secrets are not searched for: they would tear holes into ordinary words. */
const shortestSecret = 4;

/** A cheap look before the exact ones: most lines hold none of these. */
const suspect =
  /authori[sz]ation|basic |bearer |apitoken|d2p|passw|token|secret|session|cookie|:\/\/[^/\s]*@/i;

const patterns: readonly (readonly [RegExp, string])[] = [
  // DHIS2 personal access tokens: `d2pat_…` and its successors.
  [/d2p[a-z0-9]*_[A-Za-z0-9]{6,}/gi, mask],
  [
    /\b((?:proxy-)?authori[sz]ation["']?\s*[:=]\s*["']?)(?:(?:basic|bearer|apitoken)\s+)?[^\s"',;]+/gi,
    `$1${mask}`,
  ],
  [/\b(basic|bearer|apitoken)\s+[A-Za-z0-9+/=._~-]{6,}/gi, `$1 ${mask}`],
  [/\b((?:set-)?cookie["']?\s*[:=]\s*).+/gi, `$1${mask}`],
  [/\b(jsessionid\s*=\s*)[^\s;"',]+/gi, `$1${mask}`],
  [/\b(pass(?:word|wd)|secret|token)(["']?\s*[:=]\s*["']?)[^\s"',;&}]+/gi, `$1$2${mask}`],
  // name:password before the host of an address
  [/(:\/\/)[^/\s@]+@/g, `$1${mask}@`],
];
/** Of these one stands in whatever one of {@link patterns} finds; of the last two with one more character behind. */
const tellTale = ['riza', 'risa', 'asic', 'bear', 'toke', 'cook', 'jses', 'assw', 'secr'] as const;
const tellTaleBeginnings = ['d2p', '://'] as const;

/** Takes out of text what must never stand in a file: known secrets, and whatever looks like one. */
export class Redactor {
  private readonly plain = new Set<string>();
  /** Every form of every secret, the longest first: one may be part of another. */
  private forms: readonly SecretForm[] = [];
  private readonly sieve = new WordSieve();

  constructor() {
    for (const word of tellTale) this.sieve.add(word);
    for (const three of tellTaleBeginnings) this.sieve.addBeginning(three);
  }

  /** Makes a secret unspeakable from now on, also as part of a basic authorization (base64). */
  protect(secret: string): void {
    if (secret.length < shortestSecret) return;
    if (this.plain.has(secret)) return;
    this.plain.add(secret);
    const known = new Set(this.forms.map(({ text }) => text));
    const more = formsOf(secret).filter(({ text }) => !known.has(text));
    this.forms = [...this.forms, ...more].sort((one, other) => other.text.length - one.text.length);
    for (const { text } of more) this.sieve.add(text);
  }

  /** Number of secrets: whoever remembers a text that was clean asks whether it still is. */
  get protectedCount(): number {
    return this.plain.size;
  }

  /** Whether {@link redact} may find something in a text, in UTF-8 from one byte up to another; `false` is certain. */
  maySuspect(bytes: Uint8Array, from: number, to: number): boolean {
    return this.sieve.mayHold(bytes, from, to);
  }

  /** The secrets as they were given. */
  secretsInPlain(): readonly string[] {
    return [...this.plain];
  }

  /** Takes secrets out of any text. */
  redact(text: string): string {
    let clean = withoutForms(text, this.forms);
    if (!suspect.test(clean)) return clean;
    for (const [pattern, replacement] of patterns) clean = clean.replace(pattern, replacement);
    return clean;
  }

  /** Takes secrets and what leads to a person out of a name. */
  redactName(name: string): string {
    return maskContacts(this.redact(name), 'name');
  }

  /** Takes secrets, persons and values out of free text. */
  redactWords(text: string): string {
    return maskPersons(this.redact(text));
  }

  /** The same for the first so many characters; secrets are looked for in the whole, so that none is cut in two. */
  redactBeginning(text: string, length: number): string {
    return maskPersons(this.redact(text).slice(0, length));
  }

  /** The parameters of an event as they may be written: each as its declaration says, whatever is not declared masked. */
  redactParams(params: LogParams): Record<string, string | number> {
    const clean: Record<string, string | number> = {};
    for (const [name, value] of Object.entries(params)) {
      clean[name] = this.redactField(name, value);
    }
    return clean;
  }

  private redactField(name: string, value: unknown): string | number {
    const kind = isDeclared(name) ? logFields[name] : 'person';
    if (kind === 'person' || kind === 'value') return mask;
    if (typeof value === 'number') return value;
    // Whoever sends something else is not typed.
    if (typeof value !== 'string') return mask;
    switch (kind) {
      case 'count':
        return mask;
      case 'code':
        return codeForm.test(value) && !numberForm.test(value) ? this.redact(value) : this.redactWords(value);
      case 'name':
        return this.redactName(value);
      case 'words':
        return this.redactWords(value);
    }
  }
}

/** Identifiers, codes, times, versions, paths: no blanks, no letters beyond ASCII, no address of a person. */
const codeForm = /^[\w.:/#*~()[\]{},;?&=%+-]{0,300}$/;
/** Six digits and nothing but what stands between digits: a telephone number, but for years, months and days. */
const numberForm = /^[+(]?(?:\d[\s()./-]*){7,}$/;

function isDeclared(name: string): name is LogField {
  return Object.hasOwn(logFields, name);
}
