import type { WebContents } from 'electron';
import { eventChannel } from '../../../shared/ipc/bridge';
import type { EventName, Events } from '../../../shared/ipc/contract';

/** Announces an event to the console; without a window it goes nowhere, a new window asks for a snapshot. */
export type Publish = <N extends EventName>(event: N, payload: Events[N]) => void;

/** Makes a {@link Publish} that sends to whatever page is open at that moment. */
export function createPublish(page: () => Pick<WebContents, 'send' | 'isDestroyed'> | undefined): Publish {
  return (event, payload) => {
    const contents = page();
    if (contents === undefined || contents.isDestroyed()) return;
    contents.send(eventChannel(event), payload);
  };
}
