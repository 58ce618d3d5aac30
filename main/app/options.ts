/** What the program was started for: the operator's own servers, or the demonstration. */
export type Profile = 'operator' | 'demonstration';

/** The few arguments that count; all others are ignored. */
export interface Options {
  readonly profile: Profile;
  /** Folder of settings, state and logs, where another than the usual one was named. */
  readonly userData?: string;
  /** Size of the demonstration country; 1 when absent. */
  readonly demonstrationScale?: number;
}

/** The part of Electron's `app.commandLine` that options are read from. */
export interface Switches {
  hasSwitch(name: string): boolean;
  getSwitchValue(name: string): string;
}

/** Reads `--demo`, `--demo-scale=0.1` and `--user-data-dir=FOLDER`; without `--demo` the operator's own profile opens. */
export function readOptions(switches: Switches): Options {
  const userData = switches.getSwitchValue('user-data-dir');
  const scale = Number(switches.getSwitchValue('demo-scale'));
  return {
    profile: switches.hasSwitch('demo') ? 'demonstration' : 'operator',
    ...(userData === '' ? {} : { userData }),
    ...(scale > 0 && scale <= 10 ? { demonstrationScale: scale } : {}),
  };
}
