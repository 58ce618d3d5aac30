import type { CommandName, CommandResult, Commands, EventName, Events } from './contract';

/**
 * Commands whose answers cross to the page as one JSON text: an object is copied value by value on its way, and rows
 * that come twenty times a second do so in the very frames that draw them.
 */
const textCommands = ['logs.rows'] as const satisfies readonly CommandName[];

type TextCommand = (typeof textCommands)[number];

/** Whether a command's answer crosses as text. */
export function isTextCommand(name: CommandName): name is TextCommand {
  return textCommands.some((command) => command === name);
}

/** What a command's answer is on its way. */
type Crossing<N extends CommandName> = CommandResult<N> | (N extends TextCommand ? string : never);

/** The one frozen object the preload exposes as `window.operator`: one function per command, and `on`. */
export type Bridge = {
  readonly [N in CommandName]: (input: Commands[N]['input']) => Promise<Crossing<N>>;
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
