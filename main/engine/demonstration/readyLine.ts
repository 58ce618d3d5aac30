import { createInterface } from 'node:readline';
import { z } from 'zod';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { SandboxProcess } from './sandboxProcess';

const readySchema = z.object({
  url: z.url({ protocol: /^http$/u, hostname: /^(?:127\.0\.0\.1|localhost)$/u }),
  version: z.string().min(1),
  accounts: z.array(z.object({ username: z.string().min(1), password: z.string().min(1) })).min(1),
});

/** What a sandbox announces of itself on one line when it answers. */
export type ReadySandbox = z.infer<typeof readySchema>;

/** Waits for the line with which a sandbox announces itself; fails with its words when it ends or takes too long. */
export async function readReadyLine(
  sandbox: SandboxProcess,
  patienceMs: number,
): Promise<Result<ReadySandbox, string>> {
  const lines = createInterface({ input: sandbox.stdout });
  const deadline = new AbortController();
  const found = new Promise<Result<ReadySandbox, string>>((resolve) => {
    lines.on('line', (line) => {
      const ready = readySchema.safeParse(parsed(line));
      if (ready.success) resolve(succeed(ready.data));
    });
    void sandbox.ended.then((how) => resolve(fail(how)));
    const timer = setTimeout(() => resolve(fail(`no answer within ${patienceMs} ms`)), patienceMs);
    deadline.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  const result = await found;
  deadline.abort();
  lines.close();
  // Whatever else it prints is read and dropped, so that a full pipe never holds it up.
  sandbox.stdout.resume();
  return result;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Not the line we wait for.
    return undefined;
  }
}
