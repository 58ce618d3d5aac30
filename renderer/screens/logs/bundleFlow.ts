import type { BundlePlan, BundleProgress, BundleSaved } from '../../../shared/model/bundle';
import type { Problem } from '../../../shared/model/problem';
import type { Result } from '../../../shared/result';

/** How far the operator is with a bundle. */
export type BundleStage =
  | {
      readonly kind: 'choosing';
      /** How the last attempt to save ended, where there was one. */
      readonly before?: 'no-place-chosen' | 'cancelled' | Problem;
    }
  | {
      readonly kind: 'saving';
      readonly bundleId: string;
      /** Absent until the place was chosen and writing began. */
      readonly progress?: BundleProgress;
      readonly cancel: 'no' | 'asked';
    }
  | { readonly kind: 'saved'; readonly saved: BundleSaved };

/** What happens to a bundle. */
export type BundleEvent =
  | { readonly kind: 'save'; readonly bundleId: string }
  | { readonly kind: 'progress'; readonly progress: BundleProgress }
  | { readonly kind: 'cancel' }
  | {
      readonly kind: 'answered';
      readonly bundleId: string;
      readonly answer: Result<BundleSaved | null, Problem>;
    }
  | { readonly kind: 'again' };

/** Where it begins. */
export const firstStage: BundleStage = { kind: 'choosing' };

/** Goes from one stage to the next; what belongs to another attempt changes nothing. */
export function bundleStep(stage: BundleStage, event: BundleEvent): BundleStage {
  switch (event.kind) {
    case 'save':
      return stage.kind === 'choosing' ? { kind: 'saving', bundleId: event.bundleId, cancel: 'no' } : stage;
    case 'progress':
      return stage.kind === 'saving' && stage.bundleId === event.progress.bundleId
        ? { ...stage, progress: event.progress }
        : stage;
    case 'cancel':
      return stage.kind === 'saving' ? { ...stage, cancel: 'asked' } : stage;
    case 'answered':
      return stage.kind === 'saving' && stage.bundleId === event.bundleId ? ended(event.answer) : stage;
    case 'again':
      return firstStage;
  }
}

// Whoever cancelled may still be told that it was saved: what was written counts, not what was wished.
function ended(answer: Result<BundleSaved | null, Problem>): BundleStage {
  if (!answer.ok) {
    return { kind: 'choosing', before: answer.error.code === 'cancelled' ? 'cancelled' : answer.error };
  }
  return answer.value === null
    ? { kind: 'choosing', before: 'no-place-chosen' }
    : { kind: 'saved', saved: answer.value };
}

/** Share that is written, from 0 to 1; nothing while the total is not known. */
export function writtenShare(progress: BundleProgress): number | undefined {
  return progress.total <= 0 ? undefined : Math.max(0, Math.min(1, progress.done / progress.total));
}

/** What a plan holds of the period: log lines or runs, or neither; or that not all of it could be looked at. */
export function planContent(plan: BundlePlan): 'something' | 'nothing' | 'not-looked' {
  const logs = plan.entries.filter((entry) => entry.kind === 'log' || entry.kind === 'last-hour');
  if (logs.some((entry) => entry.missing === undefined && entry.bytes > 0)) return 'something';
  const unread = logs.some((entry) => entry.missing !== undefined || entry.incomplete !== undefined);
  return unread ? 'not-looked' : 'nothing';
}
