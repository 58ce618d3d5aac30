import { test as base, _electron, type ElectronApplication, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startSessionBus, type SessionBus } from './dbus/sessionBus';
import { startTrayHost, type TrayHost } from './dbus/trayHost';

/** The project's folder: the application is what `package.json` there names as main. */
const project = resolve(import.meta.dirname, '..');
const results = process.env['PASSERELLE_TEST_RESULTS'] ?? join(project, 'test-results');
/** How long an application may take to start, to show its page, or to end when it is asked to, in milliseconds: machines may be busy. */
const patience = 60_000;

/** How to start the application. */
export interface LaunchOptions {
  /** Program arguments after the application's folder. */
  readonly args?: readonly string[];
  /** Folder of settings and state; a fresh one per test when left out. */
  readonly userData?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A running application and what it said. */
export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly userData: string;
  readonly pid: number;
  /** Everything written to stdout and stderr so far. */
  readonly output: () => string;
  /** The window once the console is drawn in it. */
  readonly window: () => Promise<Page>;
  /** Ends as a person quitting would, within a deadline, else by SIGKILL. */
  readonly close: () => Promise<'closed' | 'killed'>;
  /** SIGKILL to the process that was started, and waits until it is gone. */
  readonly kill: () => Promise<void>;
}

/** What a desktop test is given. */
interface Fixtures {
  /** A bus with nothing on it; stopped after the test. */
  readonly bus: SessionBus;
  /** A desktop panel and notification daemon, there before the application starts. */
  readonly trayHost: TrayHost;
  /** Starts the application, as often as the test wants; each is closed after it. */
  readonly launchApp: (options?: LaunchOptions) => Promise<RunningApp>;
  /** A folder of the test, removed after it. */
  readonly folder: string;
}

/** Desktop test: real application, own bus, own profile. */
export const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'app-'));
    await use(folder);
    // Chromium's last processes may still write when the application is gone.
    await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  },
  bus: async ({}, use) => {
    const bus = await startSessionBus();
    await use(bus);
    await bus.stop();
  },
  trayHost: async ({ bus }, use) => {
    const host = await startTrayHost(bus.address);
    await use(host);
    host.close();
  },
  launchApp: async ({ bus, folder }, use, testInfo) => {
    const running: RunningApp[] = [];
    await use(async (options = {}) => {
      const app = await launch(bus, folder, options);
      running.push(app);
      return app;
    });
    for (const app of running) await app.close();
    if (testInfo.status !== testInfo.expectedStatus) {
      for (const app of running) {
        await testInfo.attach('application output', { body: app.output(), contentType: 'text/plain' });
      }
    }
  },
});

export { expect } from '@playwright/test';

/** Keeps a picture of the window in test-results/screens, to be looked at. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  const folder = join(results, 'screens');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

let launches = 0;

async function launch(bus: SessionBus, folder: string, options: LaunchOptions): Promise<RunningApp> {
  const userData = options.userData ?? join(folder, 'profile');
  await mkdir(userData, { recursive: true });
  launches += 1;
  const log = join(folder, `output-${launches}.txt`);
  await writeFile(log, '');
  const electron = await _electron.launch({
    // With a path of its own Playwright leaves its preload away, which would add thirty switches (another
    // secret store among them) and hold the 'ready' event: the application tested is the one shipped.
    executablePath: join(project, 'e2e', 'electronWithLog.sh'),
    // Left out, Playwright adds --no-sandbox on Linux.
    chromiumSandbox: true,
    cwd: project,
    args: ['.', `--user-data-dir=${userData}`, ...(options.args ?? [])],
    env: {
      ...environment(bus, options.env ?? {}),
      PASSERELLE_ELECTRON: electronBinary(),
      PASSERELLE_ELECTRON_LOG: log,
    },
    timeout: patience,
  });
  electron.context().setDefaultTimeout(patience);
  const child = electron.process();
  const pid = child.pid;
  if (pid === undefined) throw new Error('the application did not start');
  const gone = new Promise<void>((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done();
    else
      child.once('exit', () => {
        done();
      });
  });
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  return {
    electron,
    userData,
    pid,
    output: () => readFileSync(log, 'utf8'),
    window: async () => {
      const page = await electron.firstWindow({ timeout: patience });
      // A window is known before its page is: what is asked of it then would go to an empty document.
      await page.waitForURL(/^app:/u);
      await page.locator('#root > *').first().waitFor({ state: 'attached' });
      return page;
    },
    kill,
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return 'closed';
      child.kill('SIGTERM');
      const deadline = new Promise<'late'>((late) => setTimeout(late, patience, 'late').unref());
      if ((await Promise.race([gone, deadline])) !== 'late') return 'closed';
      await kill();
      return 'killed';
    },
  };
}

/** The runtime that set-up put in place. */
function electronBinary(): string {
  const folder = join(project, 'node_modules', 'electron');
  return join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
}

/** The test's environment without what would change the application: it must be the one that is shipped. */
function environment(bus: SessionBus, extra: Readonly<Record<string, string>>): Record<string, string> {
  const dropped =
    /^(?:ELECTRON_|NODE_OPTIONS$|XDG_CURRENT_DESKTOP$|DBUS_|FORCE_COLOR$|DEBUG_COLORS$|PLAYWRIGHT_|TEST_)/;
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !dropped.test(entry[0]),
  );
  return { ...Object.fromEntries(kept), DBUS_SESSION_BUS_ADDRESS: bus.address, ...extra };
}
