import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from './launchApp';

// Rule 2: what Linux itself says of the processes, which run as an ordinary user.

interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  readonly commandLine: string;
  readonly seccomp: number;
  readonly noNewPrivileges: number;
  readonly uid: number;
}

/** Facts of a process from /proc, or `undefined` when it has ended meanwhile. */
function factsOf(pid: number): ProcessFacts | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'mu').exec(status)?.[1]);
    return {
      pid,
      parent: field('PPid'),
      commandLine: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
      seccomp: field('Seccomp'),
      noNewPrivileges: field('NoNewPrivs'),
      uid: field('Uid'),
    };
  } catch {
    return undefined;
  }
}

/** A process and all that descend from it. */
function family(pid: number): readonly ProcessFacts[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((name) => factsOf(Number(name)) ?? []);
  const members = new Set([pid]);
  for (let before = 0; before !== members.size;) {
    before = members.size;
    for (const one of all) if (members.has(one.parent)) members.add(one.pid);
  }
  return all.filter((one) => members.has(one.pid));
}

test("2: Chromium's sandbox is on, for an ordinary user and without a switch that weakens it", async ({
  launchApp,
}) => {
  const app = await launchApp();
  await app.window();
  const processes = family(app.pid).filter((one) => one.commandLine.includes('electron'));
  expect(processes.length).toBeGreaterThanOrEqual(3);
  expect(processes.map((one) => one.uid)).not.toContain(0);
  for (const { commandLine } of processes) {
    expect(commandLine).not.toMatch(
      /--no-sandbox|--disable-web-security|--disable-setuid-sandbox|--single-process/u,
    );
    expect(commandLine).not.toMatch(/--disable-seccomp-filter-sandbox|--disable-namespace-sandbox.*--no-/u);
  }
  const renderers = processes.filter((one) => one.commandLine.includes('--type=renderer'));
  expect(renderers.length).toBeGreaterThanOrEqual(1);
  for (const renderer of renderers) expect(renderer).toMatchObject({ seccomp: 2, noNewPrivileges: 1 });
});
