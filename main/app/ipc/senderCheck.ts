import { ownOrigin } from '../window/rendererFile';

/** What of an IPC event tells who sent it; Electron's own event has all of it. */
export interface SenderEvent {
  readonly sender: { readonly id: number };
  /** Null when the frame is gone or has navigated since. */
  readonly senderFrame: {
    readonly url: string;
    readonly origin: string;
    readonly parent: unknown;
  } | null;
}

/** Whether a message comes from the console's own page, or why it is refused. */
export type SenderVerdict = 'trusted' | 'unknown-window' | 'gone-frame' | 'inner-frame' | 'foreign-origin';

/** Judges a sender: a window of ours, its main frame, and our own origin, all three. */
export function judgeSender(event: SenderEvent, isOwnWindow: (contentsId: number) => boolean): SenderVerdict {
  if (!isOwnWindow(event.sender.id)) return 'unknown-window';
  const frame = event.senderFrame;
  if (frame === null) return 'gone-frame';
  if (frame.parent !== null) return 'inner-frame';
  const ours = frame.origin === ownOrigin && frame.url.startsWith(`${ownOrigin}/`);
  return ours ? 'trusted' : 'foreign-origin';
}
