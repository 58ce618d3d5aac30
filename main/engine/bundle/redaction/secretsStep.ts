import type { RedactionStep } from './redactionStep';
import { anchorOf, patternSigns, textSigns } from './sign';
import type { Sign } from './sign';
import { base64Spelled, spelled } from './spellings';

const mask = '***';
/** Shorter secrets are not searched for: they would tear holes into ordinary words. */
const shortestSecret = 4;
const encodedSign = /[A-Za-z0-9+/_%=\\-]/;

/** Signs for texts that patterns find in many spellings. */
export function spelledSigns(texts: readonly string[], patternOf: (text: string) => string): readonly Sign[] {
  const anchors = texts.flatMap((text) => anchorOf(text) ?? []);
  const others = texts.filter((text) => anchorOf(text) === undefined).map(patternOf);
  return [...textSigns(anchors), ...patternSigns(others)];
}

function oneOf(patterns: readonly string[]): RegExp | undefined {
  return patterns.length === 0 ? undefined : new RegExp(patterns.join('|'), 'g');
}

/** What is looked for of secrets: each as it was given, without blanks around it, and each of its lines; the longest first. */
export function soughtOf(masks: readonly string[]): readonly string[] {
  const parts = masks.flatMap((secret) => [secret, secret.trim(), ...secret.split(/[\r\n]+/)]);
  return [...new Set(parts)]
    .filter((secret) => secret.length >= shortestSecret)
    .toSorted((one, other) => other.length - one.length);
}

/** Masks secrets that are known, in all spellings, in letters of either case, and within base64. */
export function secretsStep(secrets: readonly string[]): RedactionStep {
  const pattern = (secret: string): string => spelled(secret, 'any');
  const plain = oneOf(secrets.map(pattern));
  const encoded = oneOf(secrets.flatMap(base64Spelled).map(({ pattern }) => pattern));
  return {
    signs: [...spelledSigns(secrets, pattern), ...base64Signs(secrets)],
    forFile: () => ({
      redact: (line) => {
        const clean = plain === undefined ? line : line.replace(plain, mask);
        return encoded === undefined ? clean : withoutEncoded(clean, encoded);
      },
    }),
  };
}

/** Signs for texts within base64: runs of letters and digits, which stand in it as they are. */
function base64Signs(texts: readonly string[]): readonly Sign[] {
  const cores = texts.flatMap(base64Spelled);
  const anchors = cores.flatMap(({ anchor }) => anchor ?? []);
  const others = cores.filter(({ anchor }) => anchor === undefined).map(({ pattern }) => pattern);
  return [...textSigns(anchors), ...patternSigns(others)];
}

/** Of what is encoded the letters around belong to it. */
function withoutEncoded(line: string, encoded: RegExp): string {
  let clean = line;
  for (let at = clean.search(encoded); at !== -1; at = clean.search(encoded)) {
    let begin = at;
    while (begin > 0 && encodedSign.test(clean.charAt(begin - 1))) begin -= 1;
    let end = at + 1;
    while (end < clean.length && encodedSign.test(clean.charAt(end))) end += 1;
    clean = clean.slice(0, begin) + mask + clean.slice(end);
  }
  return clean;
}
