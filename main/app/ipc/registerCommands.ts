import type { z } from 'zod';
import { commandChannel, isTextCommand } from '../../../shared/ipc/bridge';
import { commandNames } from '../../../shared/ipc/contract';
import type { CommandName, CommandResult, Commands } from '../../../shared/ipc/contract';
import { commandSchemas } from '../../../shared/ipc/schemas';
import { problem } from '../../../shared/model/problem';
import { fail } from '../../../shared/result';
import type { Log } from '../../engine/ports';
import { judgeSender } from './senderCheck';
import type { SenderEvent } from './senderCheck';

/** One handler for each command of the contract: a missing one does not compile. */
export type CommandHandlers = {
  readonly [N in CommandName]: (input: Commands[N]['input']) => CommandResult<N> | Promise<CommandResult<N>>;
};

/** The part of Electron's `ipcMain` that commands need. */
export interface CommandDoor {
  handle(channel: string, listener: (event: SenderEvent, input: unknown) => unknown): void;
}

type Schemas = { readonly [N in CommandName]: z.ZodType<Commands[N]['input']> };
const schemas: Schemas = commandSchemas;

/** What {@link registerCommands} needs. */
export interface CommandNeeds {
  readonly handlers: CommandHandlers;
  readonly isOwnWindow: (contentsId: number) => boolean;
  readonly log: Log;
  readonly door: CommandDoor;
}

/** Answers every command of the contract: sender, then input, then handler; whatever is refused is answered and logged. */
export function registerCommands({ handlers, isOwnWindow, log, door }: CommandNeeds): void {
  const answer = async <N extends CommandName>(
    name: N,
    event: SenderEvent,
    raw: unknown,
  ): Promise<CommandResult<N>> => {
    const verdict = judgeSender(event, isOwnWindow);
    if (verdict !== 'trusted') return refuse(name, 'sender', verdict);
    const input = schemas[name].safeParse(raw);
    if (!input.success) return refuse(name, 'input', placeOf(input.error));
    try {
      return await handlers[name](input.data);
    } catch (error) {
      const cause = causeOf(error);
      const detail = error instanceof Error ? (error.stack ?? '') : '';
      const params = { command: name, cause };
      log.write({ level: 'ERROR', module: 'app', code: 'command-failed', params, detail });
      return fail(problem('internal-error', { command: name }, cause));
    }
  };
  const refuse = (command: CommandName, what: 'sender' | 'input', why: string): CommandResult<never> => {
    log.write({ level: 'WARNING', module: 'app', code: 'command-refused', params: { command, what, why } });
    return fail(problem('invalid-input', { command, what, place: why }));
  };
  for (const name of commandNames) {
    const inForm = isTextCommand(name)
      ? async (event: SenderEvent, raw: unknown) => JSON.stringify(await answer(name, event, raw))
      : (event: SenderEvent, raw: unknown) => answer(name, event, raw);
    door.handle(commandChannel(name), inForm);
  }
}

/** Where the first mistake is and its kind, never the value: it may be a secret. */
function placeOf(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return '?';
  const path = issue.path.map(String).join('.').slice(0, 100);
  return `${path === '' ? 'input' : path}: ${issue.code}`;
}

function causeOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 300);
}
