import type { Bridge } from '../shared/ipc/bridge';
import type { CommandName, CommandResult, Commands, EventName, Events } from '../shared/ipc/contract';
import { problem } from '../shared/model/problem';
import { fail } from '../shared/result';

declare global {
  interface Window {
    /** Exposed by the preload; only this file may touch it. */
    readonly operator: Bridge;
  }
}

/** Asks main for something; a refused or broken call comes back as a typed problem, never as an exception. */
export async function call<N extends CommandName>(
  name: N,
  input: Commands[N]['input'],
): Promise<CommandResult<N>> {
  try {
    const commands: {
      readonly [K in CommandName]: (input: Commands[K]['input']) => Promise<CommandResult<K> | string>;
    } = window.operator;
    const answer = await commands[name](input);
    // Boundary: the text was made of this very answer by main.
    return typeof answer === 'string' ? (JSON.parse(answer) as CommandResult<N>) : answer;
  } catch (error) {
    return fail(problem('internal-error', { command: name }, error instanceof Error ? error.message : ''));
  }
}

/** Listens to an announcement of main until the returned function is called. */
export function listen<N extends EventName>(event: N, listener: (payload: Events[N]) => void): () => void {
  return window.operator.on(event, listener);
}
