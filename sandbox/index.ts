import { readFileSync } from 'node:fs';
import { readCommandLine, usage } from './commandLine';
import { startSandbox } from './startSandbox';

/** Exit code for bad usage, as sysexits has it. */
const badUsage = 64;

/** Starts one server from the command line and announces it on standard output. */
async function run(): Promise<void> {
  const parsed = readCommandLine(process.argv.slice(2), (path) => readFileSync(path, 'utf8'));
  if (!parsed.ok) {
    process.stderr.write(`${parsed.problem}\n${usage}\n`);
    process.exitCode = badUsage;
    return;
  }
  const sandbox = await startSandbox(parsed.options);
  const { objects, values, problems } = sandbox.loaded;
  process.stderr.write(`loaded ${objects} objects and ${values} data values\n`);
  for (const problem of problems) process.stderr.write(`not as sent: ${problem}\n`);
  const stop = (): void => {
    void sandbox.close().then(() => {
      process.stderr.write('stopped\n');
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const accounts = sandbox.accounts.slice(0, 1).map(({ username, password, token }) => ({
    username,
    password,
    ...(token === undefined ? {} : { token }),
  }));
  process.stdout.write(`${JSON.stringify({ url: sandbox.url, version: sandbox.version, accounts })}\n`);
}

run().catch((error: unknown) => {
  process.stderr.write(
    `The sandbox could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
