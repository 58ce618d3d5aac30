import { createContext, useContext } from 'react';
import type { RefObject } from 'react';

/** The element that scrolls the screens. */
export const ScrollerContext = createContext<RefObject<HTMLElement | null>>({ current: null });

/** The element that scrolls the screens; long lists draw only what it shows. */
export function useScroller(): RefObject<HTMLElement | null> {
  return useContext(ScrollerContext);
}
