import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningApp } from './launchApp';
import { expect, test } from './launchApp';

// What the page can do to the world around it: nothing but the commands of the contract.

/** Names of all commands, read off the contract: specs are modules of another kind and cannot import it. */
function commandNames(): readonly string[] {
  const contract = readFileSync(join(import.meta.dirname, '..', 'shared', 'ipc', 'contract.ts'), 'utf8');
  const table = contract.slice(contract.indexOf('export const commandNames'));
  return [...table.slice(0, table.indexOf('satisfies')).matchAll(/'([\w.]+)': 0/gu)].map(
    ([, name]) => name ?? '',
  );
}

/** Waits for the log line in which main notes what it refused. */
async function refusals(app: RunningApp, what: string): Promise<void> {
  await expect.poll(() => app.output()).toContain(what);
}

test('6: the page stays where it is', async ({ launchApp }) => {
  const app = await launchApp();
  const page = await app.window();
  await expect(page.locator('#root')).not.toBeEmpty();
  const home = page.url();
  await page.evaluate(() => {
    location.href = 'https://example.net/';
  });
  await refusals(app, 'navigation https://example.net');
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'file:///etc/passwd';
    document.body.append(link);
    link.click();
  });
  await page.evaluate(() => {
    const form = document.createElement('form');
    form.action = 'https://example.org/';
    document.body.append(form);
    form.submit();
  });
  const opened = await page.evaluate(() => window.open('https://example.com/') === null);
  expect(opened).toBe(true);
  await refusals(app, 'new-window https://example.com');
  // A file dropped on the window.
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['<h1>dropped</h1>'], 'dropped.html', { type: 'text/html' }));
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
    );
  });
  expect(page.url()).toBe(home);
  expect(app.electron.windows()).toHaveLength(1);
  // Asked directly: Playwright's locators wait for the navigations that were prevented.
  const content = () => page.evaluate(() => document.querySelector('#root')?.childElementCount);
  await expect.poll(content).toBeGreaterThan(0);
});

test('7: a webview stays inert', async ({ launchApp }) => {
  const app = await launchApp();
  const page = await app.window();
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<webview src="https://example.net/"></webview>');
  });
  const kinds = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getType()),
  );
  expect(kinds).toEqual(['window']);
  expect(await page.evaluate(() => 'loadURL' in (document.querySelector('webview') ?? {}))).toBe(false);
});

test('8: links leave only for listed hosts', async ({ launchApp }) => {
  const app = await launchApp();
  const page = await app.window();
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = [];
    // What the application would hand to the desktop's browser.
    shell.openExternal = (url) => {
      opened.push(url);
      return Promise.resolve();
    };
    Object.assign(globalThis, { openedOutside: opened });
  });
  await page.evaluate(() => {
    for (const address of [
      'https://docs.dhis2.org/',
      'https://dhis2.org.example.net/',
      'javascript:alert(1)',
    ]) {
      window.open(address);
    }
  });
  await refusals(app, 'new-window https://dhis2.org.example.net');
  expect(await app.electron.evaluate(() => Reflect.get(globalThis, 'openedOutside') as unknown)).toEqual([
    'https://docs.dhis2.org/',
  ]);
});

test('9: a frame inside the page cannot send commands', async ({ launchApp }) => {
  const app = await launchApp();
  const page = await app.window();
  const found = await page.evaluate(() => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inner = frame.contentWindow;
    return inner === null ? 'no frame' : typeof Reflect.get(inner, 'operator');
  });
  expect(found).toBe('undefined');
  // Even a frame that had the means is refused by main: a message from it is handed to the command's listener.
  const verdict = await app.electron.evaluate(async ({ BrowserWindow, ipcMain }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const frame = contents?.mainFrame.frames[0];
    // Electron keeps the listeners of `handle` in this map; there is no public way to send from a given frame.
    const listeners = Reflect.get(ipcMain, '_invokeHandlers') as Map<
      string,
      (event: object, input: object) => Promise<unknown>
    >;
    const inner = await listeners.get('command:app.info')?.({ sender: contents, senderFrame: frame }, {});
    const own = await listeners.get('command:app.info')?.(
      { sender: contents, senderFrame: contents?.mainFrame },
      {},
    );
    return { inner, own, frames: contents?.mainFrame.frames.length };
  });
  expect(verdict).toMatchObject({
    frames: 1,
    inner: { ok: false, error: { code: 'invalid-input', params: { what: 'sender', place: 'inner-frame' } } },
    own: { ok: true },
  });
});

test('10, 11: the bridge is the contract, frozen, and refuses what the contract does not allow', async ({
  launchApp,
}) => {
  const app = await launchApp();
  const page = await app.window();
  const bridge = await page.evaluate(async () => {
    const operator = Reflect.get(globalThis, 'operator') as Record<
      string,
      (input: unknown) => Promise<unknown>
    >;
    const frozen = [Object.isFrozen(operator)];
    try {
      operator['invoke'] = () => Promise.resolve();
    } catch {
      // Strict mode throws; what counts is what is there afterwards.
    }
    return {
      keys: Object.keys(operator),
      frozen,
      node: [typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process')],
      unknownKey: await operator['app.info']?.({ surplus: 1 }),
      traversal: await operator['runs.detail']?.({ runId: '../../etc/passwd' }),
      missing: await operator['app.info']?.(undefined),
      fine: await operator['app.info']?.({}),
    };
  });
  expect(commandNames().length).toBeGreaterThan(20);
  expect([...bridge.keys].sort()).toEqual([...commandNames(), 'on'].sort());
  expect(bridge.frozen).toEqual([true]);
  expect(bridge.node).toEqual(['undefined', 'undefined']);
  const refused = { ok: false, error: { code: 'invalid-input' } };
  expect(bridge).toMatchObject({
    unknownKey: refused,
    traversal: refused,
    missing: refused,
    fine: { ok: true },
  });
});

test('12: the page may use none of the machine, and none of its devices', async ({ launchApp }) => {
  const app = await launchApp();
  const page = await app.window();
  const answers = await page.evaluate(async () => {
    const settled = (ask: () => Promise<unknown> | undefined) =>
      Promise.resolve()
        .then(ask)
        .then(
          (value) => `given ${JSON.stringify(value)}`,
          () => 'refused',
        );
    const devices = (name: string, method: string, options: object) => async () => {
      const api: unknown = Reflect.get(navigator, name);
      if (typeof api !== 'object' || api === null) throw new Error('absent');
      const call = Reflect.get(api, method) as (options: object) => Promise<unknown>;
      return call.call(api, options);
    };
    return {
      notification: await Notification.requestPermission(),
      geolocation: await settled(
        () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      ),
      clipboard: await settled(() => navigator.clipboard.readText()),
      camera: await settled(() => navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await settled(() => navigator.mediaDevices.getDisplayMedia()),
      usb: await settled(devices('usb', 'requestDevice', { filters: [] })),
      serial: await settled(devices('serial', 'requestPort', {})),
      bluetooth: await settled(devices('bluetooth', 'requestDevice', { acceptAllDevices: true })),
    };
  });
  // Also where the machine has no such device, the answer is ours and not the lack of one.
  const states = await page.evaluate(() =>
    Promise.all(
      ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'].map(async (name) => {
        const { state } = await navigator.permissions.query({ name: name as PermissionName });
        return `${name}: ${state}`;
      }),
    ),
  );
  expect(states.filter((state) => !state.endsWith(': denied'))).toEqual([]);
  expect(answers).toEqual({
    notification: 'denied',
    geolocation: 'refused',
    clipboard: 'refused',
    camera: 'refused',
    screen: 'refused',
    usb: 'refused',
    serial: 'refused',
    bluetooth: 'refused',
  });
});
