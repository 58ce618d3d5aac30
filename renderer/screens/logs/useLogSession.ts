import { useEffect, useState, useSyncExternalStore } from 'react';
import type { RefObject } from 'react';
import type { LogViewRequest } from '../../../shared/model/logView';
import { call, listen } from '../../bridge';
import { useRouteStore } from '../../stores/routeStore';
import { createCalmFrames } from './calmFrames';
import { createLogSession } from './logSession';
import type { Anchor, LogSession, LogSnapshot } from './logSession';

/** Name of the console's view; there is one window. */
const viewId = 'console';

/** What the list shows, asked for when rows change. */
export interface OnScreen {
  readonly anchors: () => readonly Anchor[];
  readonly pinned: () => 'end' | 'free';
  readonly fitting: () => number | undefined;
}

/** Keeps a view open while the screen is, and changes it with the request; without a file there is none. */
export function useLogSession(
  request: LogViewRequest,
  onScreen: RefObject<OnScreen>,
): { readonly session: LogSession; readonly snapshot: LogSnapshot } {
  const [session] = useState(() =>
    createLogSession({
      bridge: { call, listen },
      viewId,
      anchors: () => onScreen.current.anchors(),
      pinned: () => onScreen.current.pinned(),
      fitting: () => onScreen.current.fitting(),
      frames: createCalmFrames((begin) => requestAnimationFrame(begin)),
    }),
  );
  const refreshes = useRouteStore((state) => state.refreshes);
  const { selection, filter, show, context } = request;
  useEffect(() => session.start(), [session]);
  useEffect(() => {
    if (selection.files.length > 0) session.show({ selection, filter, show, context });
  }, [session, selection, filter, show, context, refreshes]);
  return { session, snapshot: useSyncExternalStore(session.subscribe, session.snapshot) };
}
