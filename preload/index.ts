import { contextBridge, ipcRenderer } from 'electron';
import type { IpcRendererEvent } from 'electron';
import { commandChannel, eventChannel } from '../shared/ipc/bridge';
import { commandNames, eventNames } from '../shared/ipc/contract';
import type { EventName } from '../shared/ipc/contract';

// The page gets one function per command of the contract and `on` for its events; there is no way to another channel.
const commands = Object.fromEntries(
  commandNames.map((name) => [name, (input: unknown) => ipcRenderer.invoke(commandChannel(name), input)]),
);

function on(event: EventName, listener: (payload: unknown) => void): () => void {
  if (!eventNames.includes(event)) throw new Error('unknown event');
  const channel = eventChannel(event);
  // The event object of Electron stays here: it would hand the page a way to main.
  const forward = (_event: IpcRendererEvent, payload: unknown): void => {
    listener(payload);
  };
  ipcRenderer.on(channel, forward);
  return () => {
    ipcRenderer.off(channel, forward);
  };
}

contextBridge.exposeInMainWorld('operator', Object.freeze({ ...commands, on }));
