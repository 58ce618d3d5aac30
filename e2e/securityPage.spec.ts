import type { Page } from '@playwright/test';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './launchApp';

// What the page can reach: its own files and the bridge, nothing else. Numbers are those of docs/SECURITY.md.

/** A listener on loopback that counts every connection made to it, whatever the protocol. */
async function countConnections(): Promise<{ port: number; count: () => number; server: Server }> {
  let connections = 0;
  const server = createServer((_request, answer) => answer.end('reached'));
  server.on('connection', () => (connections += 1));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // A TCP listener's address is always of this form.
  const { port } = server.address() as AddressInfo;
  return { port, count: () => connections, server };
}

/** Content security violations that the page itself has seen since it was loaded. */
async function watchViolations(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.violatedDirective));
    Object.assign(globalThis, { violationsSeen: seen });
  });
  return () => page.evaluate(() => Reflect.get(globalThis, 'violationsSeen') as string[]);
}

test('1: every window has safe preferences', async ({ launchApp }) => {
  const app = await launchApp();
  await app.window();
  const preferences = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      // Electron leaves this call out of its types.
      const contents = window.webContents as unknown as { getLastWebPreferences: () => object };
      return contents.getLastWebPreferences();
    }),
  );
  expect(preferences).toHaveLength(1);
  expect(preferences[0]).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    enableBlinkFeatures: '',
  });
  // Left out of the list when off.
  expect(Reflect.get(preferences[0] ?? {}, 'nodeIntegrationInWorker')).not.toBe(true);
});

test('3: nothing outside the renderer folder is served', async ({ launchApp }) => {
  const app = await launchApp();
  await app.window();
  const status = (address: string) =>
    app.electron.evaluate(async ({ session }, url) => {
      const answer = await session.defaultSession.fetch(url).catch(() => undefined);
      return answer === undefined ? 'refused' : answer.status;
    }, address);
  expect(await status('app://passerelle/index.html')).toBe(200);
  for (const outside of [
    'app://passerelle/../package.json',
    'app://passerelle/..%2fpackage.json',
    'app://passerelle/%2e%2e/main/index.cjs',
    'app://passerelle/..%5c..%5cpackage.json',
    'app://passerelle//etc/passwd',
    'app://passerelle/assets/',
    'app://elsewhere/index.html',
  ]) {
    expect(await status(outside), outside).toBe(404);
  }
  expect(await status('file:///etc/passwd')).toBe('refused');
});

test('4: the policy header is the constant, and bites', async ({ launchApp }) => {
  const app = await launchApp();
  const page = await app.window();
  const header = await app.electron.evaluate(async ({ session }) => {
    const answer = await session.defaultSession.fetch('app://passerelle/index.html');
    return answer.headers.get('content-security-policy');
  });
  expect(header).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
      "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  const violations = await watchViolations(page);
  const ran = await page.evaluate(() => {
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.inlineRan = true';
    document.body.append(inline);
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="globalThis.inlineRan = true">');
    document.body.insertAdjacentHTML('beforeend', '<style>body { outline: 9px solid red }</style>');
    return {
      inline: Reflect.get(globalThis, 'inlineRan') as unknown,
      outline: getComputedStyle(document.body).outlineWidth,
    };
  });
  expect(ran.inline).toBeUndefined();
  expect(ran.outline).not.toBe('9px');
  await expect.poll(violations).toEqual(expect.arrayContaining(['script-src-elem', 'style-src-elem']));
  // Playwright's own evaluation is exempt from the policy; a timer's text is code from a string like any other.
  const evaluated = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const timer = Reflect.get(globalThis, 'setTimeout') as (code: string) => void;
        timer('globalThis.stringRan = true');
        setTimeout(() => {
          resolve(Reflect.get(globalThis, 'stringRan'));
        }, 100);
      }),
  );
  expect(evaluated).toBeUndefined();
});

test('5: the page has no network', async ({ launchApp }) => {
  const app = await launchApp();
  const page = await app.window();
  const { port, count, server } = await countConnections();
  const outcomes = await page.evaluate(async (to) => {
    const settled = (work: Promise<unknown>) =>
      work.then(
        () => 'reached',
        () => 'refused',
      );
    const element = (made: HTMLElement) =>
      new Promise<string>((resolve) => {
        made.addEventListener('load', () => resolve('reached'));
        made.addEventListener('error', () => resolve('refused'));
        document.body.append(made);
        setTimeout(resolve, 1500, 'refused');
      });
    const with_ = <T extends HTMLElement>(made: T, facts: object): T => Object.assign(made, facts);
    const socket = new Promise<string>((resolve) => {
      const made = new WebSocket(`ws://127.0.0.1:${to}/`);
      made.onopen = () => resolve('reached');
      made.onerror = () => resolve('refused');
    });
    return {
      fetch: await settled(fetch(`http://127.0.0.1:${to}/`)),
      ownFile: await settled(fetch('app://passerelle/../package.json')),
      socket: await socket,
      image: await element(with_(document.createElement('img'), { src: `http://127.0.0.1:${to}/a.png` })),
      script: await element(with_(document.createElement('script'), { src: `http://127.0.0.1:${to}/a.js` })),
      style: await element(
        with_(document.createElement('link'), { rel: 'stylesheet', href: `http://127.0.0.1:${to}/a.css` }),
      ),
      preconnect: await element(
        with_(document.createElement('link'), { rel: 'preconnect', href: `http://127.0.0.1:${to}/` }),
      ),
      beacon: navigator.sendBeacon(`http://127.0.0.1:${to}/`, 'x') ? 'sent' : 'refused',
    };
  }, port);
  expect(outcomes).toMatchObject({
    fetch: 'refused',
    ownFile: 'refused',
    socket: 'refused',
    image: 'refused',
    script: 'refused',
    style: 'refused',
  });
  // The policy above is the page's own; the session must refuse without it too.
  const viaSession = await app.electron.evaluate(
    async ({ session }, to) =>
      Promise.all(
        [`http://127.0.0.1:${to}/`, `http://localhost:${to}/`, 'file:///etc/passwd', 'ftp://127.0.0.1/'].map(
          (url) =>
            session.defaultSession.fetch(url).then(
              () => 'reached',
              () => 'refused',
            ),
        ),
      ),
    port,
  );
  expect(viaSession).toEqual(['refused', 'refused', 'refused', 'refused']);
  expect(count()).toBe(0);
  server.close();
});

test('13: nothing is downloaded', async ({ launchApp }) => {
  const app = await launchApp();
  const page = await app.window();
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'data:application/octet-stream,secret';
    link.download = 'secret.bin';
    document.body.append(link);
    link.click();
  });
  await expect.poll(() => app.output()).toContain('refusal=download');
});
