import { useEffect, useState } from 'react';
import type { BundlePlan, BundleRequest } from '../../../shared/model/bundle';
import type { Problem } from '../../../shared/model/problem';
import { call } from '../../bridge';

/** Choices settle for so long (in milliseconds) before a plan is asked for: drawing one up reads files. */
const settleMs = 250;

/** What is known of a plan; `planning` while the newest choices wait for theirs, `not-asked` without choices that hold. */
export interface HeldPlan {
  readonly state: 'not-asked' | 'planning' | 'ready' | 'failed';
  /** The last plan that came; of earlier choices while planning. */
  readonly plan?: BundlePlan;
  readonly problem?: Problem;
}

/** The plan of a bundle, drawn up again when the choices change; none without choices that hold. */
export function usePlan(request: BundleRequest | undefined): HeldPlan & { readonly retry: () => void } {
  const key = request === undefined ? '' : JSON.stringify(request);
  const [tries, setTries] = useState(0);
  const [held, setHeld] = useState<{
    readonly key: string;
    readonly plan?: BundlePlan;
    readonly problem?: Problem;
  }>({ key: '' });
  useEffect(() => {
    if (key === '') return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      // Boundary: the key is the JSON text of this very request.
      void call('bundle.plan', JSON.parse(key) as BundleRequest).then((answer) => {
        if (!wanted) return;
        setHeld(answer.ok ? { key, plan: answer.value } : { key, problem: answer.error });
      });
    }, settleMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [key, tries]);
  const retry = (): void => {
    setHeld({ key: '' });
    setTries((count) => count + 1);
  };
  if (key === '') return { state: 'not-asked', retry };
  if (held.key !== key) {
    return { state: 'planning', ...(held.plan === undefined ? {} : { plan: held.plan }), retry };
  }
  return held.problem === undefined
    ? { state: 'ready', ...(held.plan === undefined ? {} : { plan: held.plan }), retry }
    : { state: 'failed', problem: held.problem, retry };
}
