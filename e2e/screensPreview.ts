import { _electron, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, relative, resolve } from 'node:path';
import { build } from 'vite';
import { watchViolations } from './consoleChecks';

const project = resolve(import.meta.dirname, '..');
/** The program's own policy, read as text: the test runner cannot import it from a module of another kind. */
const contentSecurityPolicy = [
  ...readFileSync(join(project, 'main', 'app', 'window', 'contentSecurityPolicy.ts'), 'utf8').matchAll(
    /^ {2}"(?<directive>[^"]+)",$/gmu,
  ),
]
  .map((match) => match.groups?.['directive'])
  .join('; ');
/** How long the window may take for each thing it is asked, in milliseconds: machines may be busy. */
const patience = 60_000;
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** Builds the console on its invented data into a folder. */
async function buildPreview(folder: string): Promise<void> {
  await build({
    root: join(project, 'renderer'),
    configFile: false,
    logLevel: 'silent',
    cacheDir: join(folder, 'cache'),
    plugins: [react()],
    build: {
      outDir: join(folder, 'built'),
      target: 'chrome130',
      assetsInlineLimit: 0,
      rolldownOptions: { input: join(project, 'renderer', 'preview', 'preview.html') },
    },
  });
}

/** A running preview window. */
export interface Preview {
  readonly page: Page;
  /** Opens another invented world at a window size. */
  readonly show: (scene: string, size?: { readonly width: number; readonly height: number }) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Serves a built preview under the program's own policy and opens it in Electron, sandbox on. */
async function startPreview(folder: string): Promise<Preview> {
  if (!contentSecurityPolicy.startsWith("default-src 'none'; script-src 'self'"))
    throw new Error('no policy');
  const root = join(folder, 'built');
  const server = createServer((request, response) => {
    const path = join(root, new URL(request.url ?? '/', 'http://preview').pathname);
    const inside = !relative(root, path).startsWith('..');
    void (inside ? readFile(path) : Promise.reject(new Error('outside'))).then(
      (content) => {
        response.writeHead(200, {
          'content-type': types[extname(path)] ?? 'application/octet-stream',
          'content-security-policy': contentSecurityPolicy,
        });
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const base = `http://127.0.0.1:${address.port}/preview/preview.html`;
  const electron = join(project, 'node_modules', 'electron');
  const app = await _electron.launch({
    executablePath: join(electron, 'dist', readFileSync(join(electron, 'path.txt'), 'utf8')),
    chromiumSandbox: true,
    args: [join(project, 'e2e', 'screensWindow.cjs'), `--user-data-dir=${join(folder, 'profile')}`, base],
    timeout: patience,
  });
  app.context().setDefaultTimeout(patience);
  const page = await app.firstWindow({ timeout: patience });
  // Two navigations at once would be one too many.
  await page.waitForURL(/^http:/u);
  return {
    page,
    show: async (scene, size = { width: 1366, height: 768 }) => {
      await app.evaluate(({ BrowserWindow }, { width, height }) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
      }, size);
      await page.goto(`${base}?${scene}`);
      await page.waitForSelector('header');
    },
    stop: async () => {
      await app.close();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Builds the preview in a folder of its own and opens it, its violations of the policy watched; `stop` removes the folder. */
export async function openPreview(): Promise<Preview> {
  const folder = await mkdtemp(join(tmpdir(), 'screens-'));
  await buildPreview(folder);
  const preview = await startPreview(folder);
  await preview.show('scene=normal');
  await watchViolations(preview.page);
  return {
    ...preview,
    stop: async () => {
      await preview.stop();
      // Chromium's last processes may still write when the window is gone.
      await rm(folder, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}
