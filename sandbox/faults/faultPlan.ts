import type { Fault, FaultRule } from './fault';

interface CountedRule {
  readonly rule: FaultRule;
  seen: number;
}

/** The faults in force, each counting the requests it matched. */
export class FaultPlan {
  private rules: CountedRule[] = [];

  constructor(rules: readonly FaultRule[] = []) {
    this.replace(rules);
  }

  /** Replaces every fault; counting begins anew. */
  replace(rules: readonly FaultRule[]): void {
    this.rules = rules.map((rule) => ({ rule, seen: 0 }));
  }

  /** The faults that befall this request, in the order of the rules; counts it. */
  take(method: string, url: string): Fault[] {
    return this.rules.flatMap((counted) => {
      const { rule } = counted;
      if (rule.method !== undefined && rule.method !== method) return [];
      if (!matchesPath(rule.path, url)) return [];
      counted.seen += 1;
      const from = rule.from ?? 1;
      const last = rule.times === undefined ? Infinity : from + rule.times - 1;
      return counted.seen >= from && counted.seen <= last ? rule.fault : [];
    });
  }
}

/** Whether a URL fits a pattern in which `*` stands for any characters. */
export function matchesPath(pattern: string, url: string): boolean {
  const pieces = pattern.split('*');
  const first = pieces[0] ?? '';
  if (pieces.length === 1) return url === pattern || url.split('?')[0] === pattern;
  if (!url.startsWith(first)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = url.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  const last = pieces.at(-1) ?? '';
  return url.length - last.length >= at && url.endsWith(last);
}
