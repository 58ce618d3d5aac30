import { openWorkspace } from '../../../main/worker/openWorkspace';

/*
 * A process of logWriter.test.ts: opens a state folder as the command line does, writes a line at each of its messages
 * and answers; or says why it may not.
 */
const folder = process.argv[2] ?? '';

async function main(): Promise<void> {
  const opened = await openWorkspace(folder, 'fr');
  if (!opened.ok) {
    process.send?.({ refused: opened.error.code });
    process.disconnect();
    return;
  }
  const { log } = opened.value;
  process.on('message', (name: string) => {
    log.write({ level: 'ERROR', module: 'worker', code: 'run-refused', params: { name } });
    process.send?.({ wrote: name });
  });
  process.send?.({ opened: folder });
}

void main();
