import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from './disk';

/** What tells one process from every other one, also from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start in clock ticks since boot, from /proc/<pid>/stat; empty where the system does not tell. */
  readonly startTicks: string;
  /** Changes with every start of the machine; empty where the system does not tell. */
  readonly bootId: string;
  /** Numbers of processes mean something only within one of these; empty where there are none. */
  readonly pidNamespace: string;
  readonly host: string;
}

function readOr(nothing: string, read: () => string): string {
  try {
    return read().trim();
  } catch {
    return nothing;
  }
}

/** Fields of /proc/<pid>/stat from the third on; none where the system does not show them. */
function statOf(pid: number): readonly string[] {
  const stat = readOr('', () => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  // The second field, the command, may hold blanks and brackets: what counts stands behind its last bracket.
  return stat === '' ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function startTicksOf(pid: number): string {
  return statOf(pid)[19] ?? '';
}

/** Identity of this process. */
export function ownIdentity(): ProcessIdentity {
  return {
    pid: process.pid,
    startTicks: startTicksOf(process.pid),
    bootId: readOr('', () => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1')),
    pidNamespace: readOr('', () => readlinkSync('/proc/self/ns/pid')),
    host: hostname(),
  };
}

/** Whether a process still runs; `unknown` when it belongs to another machine or container. */
export function stateOfProcess(one: ProcessIdentity, own = ownIdentity()): 'running' | 'ended' | 'unknown' {
  const sameBoot = one.bootId !== '' && one.bootId === own.bootId;
  // A laptop's host name follows its network; within one boot it proves nothing.
  if (!sameBoot && one.host !== own.host) return 'unknown';
  if (sameBoot && one.pidNamespace !== own.pidNamespace) return 'unknown';
  if (!sameBoot && one.bootId !== '' && own.bootId !== '') return 'ended';
  try {
    process.kill(one.pid, 0);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return 'ended';
  }
  const [state, ticks] = [statOf(one.pid)[0], startTicksOf(one.pid)];
  // Killed, and not yet buried by its parent.
  if (state === 'Z' || state === 'X') return 'ended';
  return one.startTicks === '' || ticks === '' || ticks === one.startTicks ? 'running' : 'ended';
}
