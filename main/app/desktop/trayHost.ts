import { nameOwned } from './sessionBus';

/** Name that a desktop panel owns while it shows tray icons. */
const watcher = 'org.kde.StatusNotifierWatcher';
/** How often a panel that was not there is looked for, in milliseconds: an autostarted application may come first. */
export const trayHostIntervalMs = 10_000;

/** Whether the desktop shows tray icons: always on Windows and macOS, on Linux while a panel says so. */
export async function trayHostPresent(
  platform: string,
  busAddress: string | undefined,
): Promise<'present' | 'absent'> {
  if (platform !== 'linux') return 'present';
  return (await nameOwned(watcher, busAddress)) === 'owned' ? 'present' : 'absent';
}
