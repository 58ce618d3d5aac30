/** What is known when the operator closes the window. */
export interface CloseSituation {
  readonly tray: 'present' | 'absent';
  /** Whether the operator has been told once what closing the window does. */
  readonly explained: 'yes' | 'no';
  /** The explanation is on screen and was not answered yet. */
  readonly explaining: 'yes' | 'no';
  /** Whether a run is under way. */
  readonly running: 'yes' | 'no';
}

/**
 * What closing the window does: with a tray it hides, and says so the first time; without one nothing would bring it
 * back, so it quits, and says so the first time and whenever that would interrupt a run. A second close while the
 * explanation is on screen is obeyed: a page that does not answer must not keep the window open.
 */
export function closeDecision(situation: CloseSituation): 'hide' | 'quit' | 'explain' {
  const { tray, explained, explaining, running } = situation;
  const obey = tray === 'present' ? 'hide' : 'quit';
  if (explaining === 'yes') return obey;
  if (explained === 'no') return 'explain';
  return tray === 'absent' && running === 'yes' ? 'explain' : obey;
}
