import type { i18n } from 'i18next';
import type { Progress } from '../../shared/model/status';

/** Shortest time between two progress lines of one phase, in milliseconds. */
const lineIntervalMs = 2000;

/** Writes progress to the error stream: each new phase at once, and long ones every two seconds. */
export function createProgressPrinter(
  texts: i18n,
  print: (line: string) => void,
  now: () => number,
): (progress: Progress) => void {
  let lastPhase = '';
  let lastAt = 0;
  return (progress) => {
    const domain = progress.domain === undefined ? '' : texts.t(`cli.scope.${progress.domain}`);
    const phase = [texts.t(`cli.phase.${progress.phase}`), domain].filter((word) => word !== '').join(', ');
    const isNew = phase !== lastPhase;
    if (!isNew && now() - lastAt < lineIntervalMs) return;
    lastPhase = phase;
    lastAt = now();
    const { done, total } = progress;
    print(texts.t(total === undefined ? 'cli.progress' : 'cli.progressOf', { phase, done, total }));
  };
}
