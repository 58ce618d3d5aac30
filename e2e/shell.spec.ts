import { expect, keepScreen, test } from './launchApp';

test('opens the console as an ordinary user, and ends cleanly when asked', async ({
  launchApp,
  trayHost,
}) => {
  const app = await launchApp();
  await trayHost.registered();
  const page = await app.window();
  await expect(page).toHaveTitle('Passerelle');
  await expect(page.locator('#root')).not.toBeEmpty();
  await keepScreen(page, 'shell-first-start');
  expect(app.output()).toMatch(
    /\[INFO\].*\[app\] - Passerelle \S+ démarre : Electron \S+ \((supported|fallback)\)/u,
  );
  expect(await app.close()).toBe('closed');
});
