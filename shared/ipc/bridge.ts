import type { CommandName, CommandResult, Commands, EventName, Events } from './contract';

/** The one frozen object the preload exposes as `window.operator`: one function per command, and `on`. */
export type Bridge = {
  readonly [N in CommandName]: (input: Commands[N]['input']) => Promise<CommandResult<N>>;
} & {
  /** Listens to an event until the returned function is called. */
  readonly on: <N extends EventName>(event: N, listener: (payload: Events[N]) => void) => () => void;
};

/** IPC channel of a command. */
export function commandChannel(name: CommandName): string {
  return `command:${name}`;
}

/** IPC channel of an event. */
export function eventChannel(name: EventName): string {
  return `event:${name}`;
}
