import { withoutWrapped } from '../../logs/secretForms';
import type { RedactionStep } from './redactionStep';
import { anchorOf, patternSigns, textSigns } from './sign';
import type { Sign } from './sign';
import { base64Spelled } from './spellings';

/*
 * Base64 is broken into lines of 76 or 64 letters by mails and by some libraries. A secret in it may go on in the next
 * line of a file, or behind a break that is written as `\n`.
 */

const mask = '***';
/** Letters before a break, at least: what is shorter is no such text. */
const shortestLine = 16;
/** Letters of a secret at the end of a line that are known for it; fewer tell nothing of it. */
const fewest = 4;
/** Letters that an encoded secret must have to be looked for in two parts. */
const shortestCore = 6;
const base64Sign = /[A-Za-z0-9+/_-]/;
const firstRun = /^[ \t]*([A-Za-z0-9+/_-]+)/;

/** Letters of base64 at the end of a line, and where they begin. */
function lastRun(line: string): { readonly from: number; readonly to: number } {
  let to = line.length;
  while (to > 0 && /[\r \t]/.test(line.charAt(to - 1))) to -= 1;
  let from = to;
  while (from > 0 && base64Sign.test(line.charAt(from - 1))) from -= 1;
  return { from, to };
}

function standard(text: string): string {
  return text.replaceAll('-', '+').replaceAll('_', '/');
}

/** What one of the halves of an encoded secret has in it, where a break stands in the other one. */
function signsOf(cores: readonly string[]): readonly Sign[] {
  const parts = cores.flatMap((core) => {
    // Two breaks do not stand nearer to each other.
    const near = core.slice(0, shortestLine);
    const half = Math.ceil(near.length / 2);
    return [near.slice(0, half), near.slice(half)];
  });
  const others = parts.filter((part) => anchorOf(part) === undefined);
  return [
    ...textSigns(parts.flatMap((part) => anchorOf(part) ?? [])),
    ...patternSigns(others.map((part) => part.replace(/[+/]/g, (sign) => (sign === '+' ? '[+-]' : '[/_]')))),
    ...textSigns(cores.flatMap((core) => [core, urlForm(core)]).map((core) => core.slice(0, fewest))),
  ];
}

function urlForm(core: string): string {
  return core.replaceAll('+', '-').replaceAll('/', '_');
}

/** Masks lines of base64 that hold secrets of which a part stands in one line and the rest in the next one. */
export function wrappedSecretsStep(secrets: readonly string[]): RedactionStep {
  const cores = secrets
    .flatMap(base64Spelled)
    .map(({ core }) => core)
    .filter((core) => core.length >= shortestCore);
  const holds = (whole: string): boolean => {
    const text = standard(whole);
    return cores.some((core) => text.includes(core));
  };
  return {
    signs: signsOf(cores),
    forFile: () => {
      /** How the line must begin that goes on where the one before ended. */
      let due: readonly string[] = [];
      return {
        get open() {
          return due.length > 0;
        },
        redact: (given) => {
          const line = withoutWrapped(given, holds);
          const [before = '', run = ''] = firstRun.exec(line) ?? [];
          const first = standard(run);
          const continued = [
            ...due.filter((rest) => first !== '' && (first.startsWith(rest) || rest.startsWith(first))),
            ...cores.flatMap((core) => endsOf(core, first)),
          ];
          const { from, to } = lastRun(line);
          const last = standard(line.slice(from, to));
          const begun = cores.flatMap((core) => restsBehind(core, last));
          const isOneRun = first !== '' && from === before.length - run.length;
          due = isOneRun
            ? [
                ...begun,
                ...continued.flatMap((rest) =>
                  rest.length > first.length ? [rest.slice(first.length)] : [],
                ),
              ]
            : begun;
          if (continued.length === 0 && begun.length === 0) return line;
          const behind = begun.length === 0 && !isOneRun ? line : line.slice(0, from) + mask + line.slice(to);
          if (continued.length === 0 || isOneRun) return behind;
          return before.slice(0, -run.length) + mask + behind.slice(before.length);
        },
      };
    },
  };
}

/** With what a line begins that goes on with an encoded secret of which too few letters stood in the line before. */
function endsOf(core: string, first: string): readonly string[] {
  return [1, 2, 3]
    .map((missing) => core.slice(missing))
    .filter((rest) => first.startsWith(rest) || (first.length >= shortestLine && rest.startsWith(first)));
}

/** What must follow in the next line for each beginning of an encoded secret with which this one ends. */
function restsBehind(core: string, last: string): readonly string[] {
  if (last.length < shortestLine) return [];
  const rests: string[] = [];
  for (let length = fewest; length < core.length; length += 1) {
    if (last.endsWith(core.slice(0, length))) rests.push(core.slice(length));
  }
  return rests;
}
