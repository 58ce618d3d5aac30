/** Frames at most that work waits for one without rows: while the list is scrolled, each frame draws some. */
const mostFrames = 12;

/** Finds frames for what is drawn beside the rows and can wait for a moment. */
export interface CalmFrames {
  /** Rows are about to be drawn: the coming frame is theirs. */
  readonly rowsComing: () => void;
  /** Does work at the beginning of a frame that draws no rows and has no other such work. */
  readonly next: (work: () => void) => void;
}

/** Spreads work over frames; `onFrame` calls back once, when the next frame begins. */
export function createCalmFrames(onFrame: (begin: () => void) => void): CalmFrames {
  const waiting: (() => void)[] = [];
  let rows: 'coming' | 'none' = 'none';
  let waited = 0;
  let looking: 'yes' | 'no' = 'no';

  const look = (): void => {
    looking = 'yes';
    onFrame(() => {
      try {
        if (rows === 'none' || waited >= mostFrames) {
          waited = 0;
          waiting.shift()?.();
        } else waited += 1;
      } finally {
        rows = 'none';
        looking = 'no';
        if (waiting.length > 0) look();
      }
    });
  };

  return {
    rowsComing: () => {
      rows = 'coming';
    },
    next: (work) => {
      waiting.push(work);
      if (looking === 'no') look();
    },
  };
}
