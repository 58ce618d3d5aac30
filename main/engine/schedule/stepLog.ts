import type { LogEvent } from '../../../shared/model/log';
import type { SynchronisationSettings } from '../../../shared/model/settings';
import type { NextStep } from './nextStep';

/** The line that says what a synchronisation waits for now and why, so that "nothing happens" is never a riddle. */
export function stepEvent(settings: SynchronisationSettings, step: NextStep): LogEvent | undefined {
  const { name, id: syncId } = settings;
  const at = step.nextRunAt === undefined ? '' : new Date(step.nextRunAt).toISOString();
  const cause = step.cause?.code ?? '';
  const isNetwork = cause === 'network-unreachable' || cause === 'name-not-found';
  const byChoice = (why: 'manual' | 'stopped' | 'paused'): LogEvent => ({
    level: 'INFO',
    module: 'scheduler',
    code: 'not-automatic',
    params: { name, why },
    syncId,
  });
  switch (step.state) {
    case 'waiting':
      return { level: 'INFO', module: 'scheduler', code: 'next-check', params: { name, at }, syncId };
    case 'cooldown': {
      const params = { name, until: at, problem: cause };
      const code = isNetwork ? 'waiting-for-network' : 'cooldown';
      return { level: 'INFO', module: 'lifecycle_manager', code, params, syncId };
    }
    case 'held':
    case 'error': {
      const problem = cause === '' ? 'deletions-held' : cause;
      const params = { name, problem };
      const words = step.cause?.detail === undefined ? {} : { detail: step.cause.detail };
      return { level: 'INFO', module: 'scheduler', code: 'not-run', params, ...words, syncId };
    }
    case 'idle':
      return byChoice('manual');
    case 'paused':
      return byChoice('paused');
    case 'stopped':
      return byChoice('stopped');
    case 'pausing':
    case 'detecting':
    case 'syncing':
    case 'proving':
      // Told by the run itself.
      return undefined;
  }
}
