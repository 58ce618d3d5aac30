import { useEffect } from 'react';
import { goBack, goForward, open, refreshScreen, sections } from '../stores/routeStore';
import { refreshStatus } from '../stores/statusStore';

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}

/** Presses the button on screen that carries this key, if there is one; a dialog on top keeps its keys. */
function press(key: string): boolean {
  if (document.querySelector('[role="dialog"]') !== null) return false;
  const button = document.querySelector<HTMLButtonElement>(`[data-key="${key}"]:not(:disabled)`);
  button?.click();
  return button !== null;
}

function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-search]');
  field?.focus();
  field?.select();
  return field !== null;
}

function handled(event: KeyboardEvent, onHelp: () => void): boolean {
  if (event.ctrlKey && !event.altKey && !event.shiftKey) {
    const section = sections[Number(event.key) - 1];
    if (section !== undefined) {
      open({ screen: section });
      return true;
    }
    if (event.key === 's') return press('save');
    if (event.key === 'n') return press('new');
    if (event.key === 'f') return focusSearch();
    if (event.key === 'Enter') return press('test');
    return false;
  }
  if (event.altKey && event.key === 'ArrowLeft') {
    goBack();
    return true;
  }
  if (event.altKey && event.key === 'ArrowRight') {
    goForward();
    return true;
  }
  if (event.key === 'F5') {
    refreshScreen();
    void refreshStatus();
    return true;
  }
  if (typing(event.target)) return false;
  if (event.key === 'Escape') return press('escape');
  if (event.key === '/') return focusSearch();
  if (event.key === '?') {
    onHelp();
    return true;
  }
  return false;
}

/** Keys that work on every screen. */
export function useKeys(onHelp: () => void): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (!event.defaultPrevented && handled(event, onHelp)) event.preventDefault();
    };
    window.addEventListener('keydown', listener);
    return () => {
      window.removeEventListener('keydown', listener);
    };
  }, [onHelp]);
}
