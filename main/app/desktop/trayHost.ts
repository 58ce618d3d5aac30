import { nameOwned } from './sessionBus';

/** Name that a desktop panel owns while it shows tray icons. */
const watcher = 'org.kde.StatusNotifierWatcher';
/** How often a panel that was not there is looked for, in milliseconds: an autostarted application may come first. */
export const trayHostIntervalMs = 10_000;

/** What is known of the desktop's panel; `unknown` when the bus did not answer, which a busy machine can cause. */
export type TrayHost = 'present' | 'absent' | 'unknown';

/** Whether the desktop shows tray icons: always on Windows and macOS, on Linux while a panel says so. */
export async function lookForTrayHost(platform: string, busAddress: string | undefined): Promise<TrayHost> {
  if (platform !== 'linux') return 'present';
  switch (await nameOwned(watcher, busAddress)) {
    case 'owned':
      return 'present';
    case 'free':
      return 'absent';
    case 'no-bus':
      return 'unknown';
  }
}
