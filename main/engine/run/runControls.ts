/** How the operator steers a run: stop aborts requests, pause holds it at the next safe point. */
export interface RunControls {
  readonly signal: AbortSignal;
  /** Resolves at once, or when a paused run goes on or is stopped. */
  readonly pausePoint: () => Promise<void>;
  stop(): void;
  pause(): void;
  resume(): void;
}

/** Makes the controls of one run; `onHeld` is told when a paused run really holds, and when it goes on. */
export function createRunControls(
  onHeld: (held: 'held' | 'going-on') => void = () => undefined,
): RunControls {
  const abort = new AbortController();
  let gate: { readonly opened: Promise<void>; readonly open: () => void } | undefined;
  const open = () => {
    gate?.open();
    gate = undefined;
  };
  return {
    signal: abort.signal,
    pausePoint: async () => {
      if (gate === undefined) return;
      onHeld('held');
      await gate.opened;
      onHeld('going-on');
    },
    stop: () => {
      abort.abort();
      open();
    },
    pause: () => {
      if (gate !== undefined || abort.signal.aborted) return;
      let release: () => void = () => undefined;
      const opened = new Promise<void>((resolve) => (release = resolve));
      gate = { opened, open: release };
    },
    resume: open,
  };
}
