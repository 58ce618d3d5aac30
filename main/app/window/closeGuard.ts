import { closeDecision } from './closeDecision';

/** What the guard of the window's close button needs. */
export interface CloseGuardNeeds {
  readonly tray: () => 'present' | 'absent';
  readonly explained: () => boolean;
  readonly running: () => boolean;
  readonly explain: (tray: 'present' | 'absent') => void;
  readonly hide: () => void;
  readonly quit: () => void;
}

/** Decides what the close button does, and remembers that an explanation is on screen. */
export interface CloseGuard {
  /** The operator closed the window. */
  readonly onClose: () => void;
  /** The operator has read the explanation: beside a tray the window now closes as was asked. */
  readonly onExplained: () => void;
}

/** Makes the guard of the close button. */
export function createCloseGuard(needs: CloseGuardNeeds): CloseGuard {
  let explaining: 'yes' | 'no' = 'no';
  return {
    onClose: () => {
      const decision = closeDecision({
        tray: needs.tray(),
        explained: needs.explained() ? 'yes' : 'no',
        explaining,
        running: needs.running() ? 'yes' : 'no',
      });
      explaining = decision === 'explain' ? 'yes' : 'no';
      switch (decision) {
        case 'hide':
          needs.hide();
          return;
        case 'quit':
          needs.quit();
          return;
        case 'explain':
          needs.explain(needs.tray());
          return;
      }
    },
    onExplained: () => {
      if (explaining === 'no') return;
      explaining = 'no';
      // Without a tray the next close quits: the operator has just been told, and may have thought better of it.
      if (needs.tray() === 'present') needs.hide();
    },
  };
}
