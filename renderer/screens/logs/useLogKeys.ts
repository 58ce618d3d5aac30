import { useEffect, useRef } from 'react';

/** What a key of the log screen does. */
export type LogKeyAction =
  | 'next-match'
  | 'previous-match'
  | 'next-error'
  | 'previous-error'
  | 'next-warning'
  | 'previous-warning'
  | 'first'
  | 'last'
  | 'go-to'
  | 'follow'
  | 'copy'
  | 'link'
  | 'fields'
  | 'open'
  | 'leave'
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down';

const anywhere: Readonly<Record<string, LogKeyAction>> = {
  n: 'next-match',
  N: 'previous-match',
  e: 'next-error',
  E: 'previous-error',
  w: 'next-warning',
  W: 'previous-warning',
  g: 'first',
  G: 'last',
  Home: 'first',
  End: 'last',
  t: 'go-to',
  f: 'follow',
  c: 'copy',
  l: 'link',
  x: 'fields',
  o: 'open',
  Escape: 'leave',
};

/** Keys that other controls need for themselves. */
const inList: Readonly<Record<string, LogKeyAction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'page-up',
  PageDown: 'page-down',
  Enter: 'open',
};

/** Where a key was pressed. */
export type KeyPlace = 'list' | 'elsewhere' | 'field' | 'dialog';

/** What a key does there; nothing in fields and dialogs, and nothing with Ctrl or Alt. */
export function logKey(
  key: {
    readonly key: string;
    readonly ctrlKey: boolean;
    readonly altKey: boolean;
    readonly metaKey: boolean;
  },
  place: KeyPlace,
): LogKeyAction | undefined {
  if (key.ctrlKey || key.altKey || key.metaKey || place === 'field' || place === 'dialog') return undefined;
  return anywhere[key.key] ?? (place === 'list' ? inList[key.key] : undefined);
}

function placeOf(target: EventTarget | null): KeyPlace {
  // A list of choices that is closed is still in the page, only not shown.
  const above = document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]');
  if ([...above].some((element) => element.checkVisibility())) return 'dialog';
  if (!(target instanceof HTMLElement)) return 'elsewhere';
  if (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) {
    // A switch or a radio button does not take letters.
    const type = target.getAttribute('type') ?? 'text';
    return ['checkbox', 'radio', 'button'].includes(type) ? 'elsewhere' : 'field';
  }
  const role = target.getAttribute('role');
  // The chart has keys of its own.
  if (role === 'application' || role === 'slider' || role === 'img') return 'field';
  return target === document.body || target.tagName === 'MAIN' || role === 'grid' ? 'list' : 'elsewhere';
}

/** Hears the keys of the log screen while it is open. */
export function useLogKeys(act: (action: LogKeyAction, shift: 'shift' | 'plain') => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const action = logKey(event, placeOf(event.target));
      if (action === undefined) return;
      event.preventDefault();
      latest.current(action, event.shiftKey ? 'shift' : 'plain');
    };
    window.addEventListener('keydown', listener);
    return () => {
      window.removeEventListener('keydown', listener);
    };
  }, []);
}
