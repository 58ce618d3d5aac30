import type { CommandName, CommandResult, Commands } from '../../shared/ipc/contract';
import { problem } from '../../shared/model/problem';
import { fail, succeed } from '../../shared/result';

type Answers = {
  readonly [N in CommandName]: (input: Commands[N]['input']) => Promise<CommandResult<N>>;
};
type FileCommand =
  | 'logs.list'
  | 'logs.saveFile'
  | 'logs.saveView'
  | 'logs.clear'
  | 'logs.openFiles'
  | 'logs.closeFile'
  | 'bundle.plan'
  | 'bundle.preview'
  | 'bundle.save'
  | 'bundle.cancel'
  | 'bundle.show';

/** Invented log files and bundles. */
export function fakeFiles(): Pick<Answers, FileCommand> {
  return {
    'logs.list': () => Promise.resolve(succeed({ files: [], bytes: 0, mostBytes: 250_000_000 })),
    'logs.saveFile': () => Promise.resolve(succeed(null)),
    'logs.saveView': () => Promise.resolve(succeed(null)),
    'logs.clear': () => Promise.resolve(fail(problem('log-unknown'))),
    'logs.openFiles': () => Promise.resolve(succeed([])),
    'logs.closeFile': () => Promise.resolve(succeed(null)),
    'bundle.plan': () => Promise.resolve(succeed({ entries: [], bytes: 0 })),
    'bundle.preview': () => Promise.resolve(succeed({ text: '' })),
    'bundle.save': () => Promise.resolve(succeed(null)),
    'bundle.cancel': () => Promise.resolve(succeed(null)),
    'bundle.show': () => Promise.resolve(succeed(null)),
  };
}
