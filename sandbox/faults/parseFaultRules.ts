import { isRecord } from '../model';
import type { Fault, FaultRule } from './fault';

/** Rules read from a file or a request, or why they are none. */
export type ParsedFaultRules =
  | { readonly ok: true; readonly rules: readonly FaultRule[] }
  | { readonly ok: false; readonly problem: string };

/** Members each kind of fault needs (numbers) or may have (text). */
const members: Readonly<
  Record<Fault['kind'], { readonly numbers: readonly string[]; readonly texts: readonly string[] }>
> = {
  status: { numbers: ['status'], texts: ['body', 'contentType'] },
  delay: { numbers: ['millis'], texts: [] },
  cutBody: { numbers: ['afterBytes'], texts: [] },
  malformedJson: { numbers: [], texts: [] },
  loginPage: { numbers: [], texts: [] },
  emptyList: { numbers: [], texts: [] },
  dropBefore: { numbers: [], texts: [] },
  dropAfterCommit: { numbers: [], texts: [] },
  commitThenStatus: { numbers: ['status'], texts: [] },
  clockSkew: { numbers: ['millis'], texts: [] },
  slowDrip: { numbers: ['bytes', 'everyMillis'], texts: [] },
  bandwidth: { numbers: ['bytesPerSecond'], texts: [] },
  latency: { numbers: ['millis'], texts: [] },
  delayedVisibility: { numbers: ['millis'], texts: [] },
};

/** Checks fault rules, so that a misspelt one is refused instead of never happening. */
export function parseFaultRules(value: unknown): ParsedFaultRules {
  if (!Array.isArray(value)) return { ok: false, problem: 'Faults are an array of rules.' };
  const rules: FaultRule[] = [];
  for (const [index, rule] of value.entries()) {
    const problem = ruleProblem(rule);
    if (problem !== undefined) return { ok: false, problem: `Rule ${index + 1}: ${problem}` };
    // Checked member by member just above.
    rules.push(rule as FaultRule);
  }
  return { ok: true, rules };
}

function ruleProblem(rule: unknown): string | undefined {
  if (!isRecord(rule)) return 'is no object.';
  for (const name of Object.keys(rule)) {
    if (!['fault', 'method', 'path', 'from', 'times'].includes(name)) return `unknown member ${name}.`;
  }
  if (typeof rule['path'] !== 'string') return 'path is missing.';
  if (rule['method'] !== undefined && typeof rule['method'] !== 'string') return 'method is no text.';
  for (const name of ['from', 'times']) {
    const count = rule[name];
    if (count !== undefined && !(Number.isInteger(count) && Number(count) >= 1))
      return `${name} is no count.`;
  }
  return faultProblem(rule['fault']);
}

function faultProblem(fault: unknown): string | undefined {
  if (!isRecord(fault)) return 'fault is missing.';
  const kind = fault['kind'];
  const known = Object.entries(members).find(([name]) => name === kind)?.[1];
  if (known === undefined) return `unknown fault ${String(kind)}.`;
  for (const name of known.numbers) {
    if (typeof fault[name] !== 'number') return `${String(kind)} needs the number ${name}.`;
  }
  for (const name of Object.keys(fault)) {
    if (name !== 'kind' && !known.numbers.includes(name) && !known.texts.includes(name)) {
      return `${String(kind)} has no member ${name}.`;
    }
  }
  for (const name of known.texts) {
    const text = fault[name];
    if (text !== undefined && typeof text !== 'string') return `${name} of ${String(kind)} is no text.`;
  }
  return undefined;
}
