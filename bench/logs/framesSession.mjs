// Runs the driver of the screen's benches as the desktop tests run: the built application, an ordinary user, a
// display and a bus of its own. Prints what was measured as JSON; everything else is said on stderr.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureElectron } from '../../scripts/electronRuntime/electronRuntime.mjs';
import { checkChromiumSandbox } from '../../scripts/session/chromiumSandbox.mjs';
import { ordinaryUser, windowIdentity } from '../../scripts/session/ordinaryUser.mjs';
import { startSessionBus } from '../../scripts/session/sessionBus.mjs';
import { startVirtualDisplay } from '../../scripts/session/virtualDisplay.mjs';
import { ensureBuild } from '../../scripts/setup/build.mjs';
import { runThrough } from '../../scripts/setup/command.mjs';
import { ensureSystemLibraries } from '../../scripts/setup/systemLibraries.mjs';

await ensureBuild();
const { binary } = await ensureElectron();
await ensureSystemLibraries({ binary, display: 'virtual', tests: true, again: 'npm run bench:logs' });
await checkChromiumSandbox(binary, windowIdentity);
const user = await ordinaryUser();
try {
  const place = { folder: join(user.folder, 'run'), ...user.identity };
  const display = await startVirtualDisplay(place);
  try {
    const bus = await startSessionBus({ ...place, env: user.env });
    try {
      const out = join(user.folder, 'results', 'screen.json');
      const driver = join(user.project, 'out', 'bench', 'framesDriver.cjs');
      const code = await runThrough(user.node, [driver, '--out', out, ...process.argv.slice(2)], {
        cwd: user.project,
        ...user.identity,
        env: { ...user.env, ...display.env, ...bus.env },
        stdio: ['ignore', 2, 2],
      });
      if (code === 0) process.stdout.write(readFileSync(out, 'utf8'));
      process.exitCode = code;
    } finally {
      await bus.stop();
    }
  } finally {
    await display.stop();
  }
} finally {
  user.dispose();
}
