import { mask } from './maskPersons';

const shortestEncoded = 6;

/** One way in which a secret may turn up in a text. */
export interface SecretForm {
  readonly text: string;
  /** The same in small letters, where the case of letters says nothing; absent for base64, which may hold line breaks. */
  readonly small?: string;
}

/**
 * A secret as it may turn up: as it is, in an address, in a form that was sent, in JSON and in JSON within JSON, and in
 * base64 wherever it begins in a group of three. Each text once.
 */
export function formsOf(secret: string): readonly SecretForm[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const address = encodeURIComponent(secret.replace(/\p{Cs}/gu, '\ufffd'));
  const form = new URLSearchParams({ q: secret }).toString().slice('q='.length);
  const spoken = [secret, address, form, json, JSON.stringify(json).slice(1, -1)];
  const encoded: string[] = [];
  const bytes = Buffer.from(secret, 'utf8');
  for (const before of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and the last character hold bits of what stands before and behind.
    const end = (before + bytes.length) % 3 === 0 ? text.length : text.length - 1;
    const inner = text.slice(before === 0 ? 0 : before + 1, end);
    if (inner.length >= shortestEncoded) encoded.push(inner, inner.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return [
    ...[...new Set(spoken)].map((text): SecretForm => ({ text, small: text.toLowerCase() })),
    ...[...new Set(encoded)].map((text): SecretForm => ({ text })),
  ];
}

/** Base64 that goes on behind line breaks, real or escaped ones: mails and some libraries break it after 76 letters. */
const wrapped =
  /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16,}(?:(?:\r|\n|\\{1,16}[rn])+[ \t]{0,80}[A-Za-z0-9+/_-]+)+/g;
const breaks = /(?:[\r\n]|\\+[rn])[ \t]*/g;

/** A text without the secrets of which these are all forms, the longest first. */
export function withoutForms(text: string, forms: readonly SecretForm[]): string {
  let clean = text;
  let small = text.toLowerCase();
  for (const form of forms) {
    // Small letters alone would miss some: a Greek word has others at its end.
    const stands = clean.includes(form.text) || (form.small !== undefined && small.includes(form.small));
    if (!stands) continue;
    clean =
      form.small === undefined ? clean.replaceAll(form.text, mask) : clean.replace(anyCase(form.text), mask);
    small = clean.toLowerCase();
  }
  return withoutWrapped(clean, (whole) =>
    forms.some((form) => form.small === undefined && whole.includes(form.text)),
  );
}

/** A text without what is broken into lines and, when it is put together, holds a secret. */
export function withoutWrapped(text: string, holds: (whole: string) => boolean): string {
  if (!/[\r\n]|\\[rn]/.test(text)) return text;
  return text.replace(wrapped, (run) => (holds(run.replace(breaks, '')) ? mask : run));
}

function anyCase(form: string): RegExp {
  return new RegExp(form.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'), 'gi');
}
