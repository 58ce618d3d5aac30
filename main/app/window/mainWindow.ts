import { BrowserWindow, screen } from 'electron';
import type { WebContents } from 'electron';
import type { Log } from '../../engine/ports';
import { errorCode } from '../../engine/store/disk';
import { ownOrigin } from './rendererFile';
import { webPreferences } from './webPreferences';
import { openingPlace, readWindowPlace, rememberWindowPlace, smallest } from './windowPlace';

/** What the console's window needs. */
export interface MainWindowNeeds {
  readonly preload: string;
  readonly title: string;
  readonly devTools: 'allowed' | 'off';
  /** File in which the window's place is remembered. */
  readonly placeFile: string;
  readonly log: Log;
  /** Asked when the operator closes the window; `close` lets it go. */
  readonly onClose: () => 'close' | 'keep';
  /** The page broke down so often that another attempt is no use. */
  readonly onGivenUp: () => void;
}

/** The one window of the console: it may be hidden, and is made anew when its page breaks down. */
export interface MainWindow {
  /** The page, while there is one. */
  page(): WebContents | undefined;
  isOwn(contentsId: number): boolean;
  /** Opens the window, or brings it to the front. */
  show(): Promise<void>;
  hide(): void;
  /** Closes it without asking. */
  destroy(): void;
}

/** A page may break down this often within {@link breakdownSpanMs} before we stop making new ones. */
const mostBreakdowns = 3;
const breakdownSpanMs = 60_000;
/** The place is written down this long after the last move, in milliseconds. */
const placeDelayMs = 500;

/** Makes the window's keeper; nothing is on screen before `show`. */
export function createMainWindow(needs: MainWindowNeeds): MainWindow {
  let window: BrowserWindow | undefined;
  let opening: Promise<void> | undefined;
  let breakdowns: number[] = [];

  const open = async (): Promise<void> => {
    const remembered = await readWindowPlace(needs.placeFile);
    const made = new BrowserWindow({
      ...openingPlace(
        remembered,
        screen.getAllDisplays().map((display) => display.workArea),
      ),
      minWidth: smallest.width,
      minHeight: smallest.height,
      title: needs.title,
      show: false,
      // The application has no menu: everything is in the page and in the tray.
      autoHideMenuBar: true,
      webPreferences: webPreferences(needs.preload, needs.devTools),
    });
    window = made;
    made.setMenu(null);
    if (remembered?.maximised === true) made.maximize();
    made.once('ready-to-show', () => made.show());
    made.on('close', (event) => {
      if (needs.onClose() === 'keep') event.preventDefault();
    });
    made.on('closed', () => {
      if (window === made) window = undefined;
    });
    rememberPlaceOf(made, needs.placeFile);
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') void replace(made, reason);
    });
    await made.loadURL(`${ownOrigin}/index.html`).catch((error: unknown) => {
      // A reload that overtakes the first load aborts it; the page comes all the same.
      if (errorCode(error) !== 'ERR_ABORTED') throw error;
    });
  };

  const replace = async (broken: BrowserWindow, reason: string): Promise<void> => {
    if (window !== broken) return;
    needs.log.write({ level: 'CRITICAL', module: 'app', code: 'page-gone', params: { reason } });
    window = undefined;
    broken.destroy();
    const now = Date.now();
    breakdowns = [...breakdowns.filter((at) => now - at < breakdownSpanMs), now];
    if (breakdowns.length > mostBreakdowns) needs.onGivenUp();
    else await keeper.show();
  };

  const keeper: MainWindow = {
    page: () => (window === undefined || window.isDestroyed() ? undefined : window.webContents),
    isOwn: (contentsId) => window?.isDestroyed() === false && window.webContents.id === contentsId,
    show: async () => {
      if (opening !== undefined) return opening;
      if (window === undefined) {
        opening = open().finally(() => (opening = undefined));
        return opening;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    hide: () => window?.hide(),
    destroy: () => window?.destroy(),
  };
  return keeper;
}

function rememberPlaceOf(window: BrowserWindow, file: string): void {
  let timer: NodeJS.Timeout | undefined;
  const remember = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (window.isDestroyed()) return;
      void rememberWindowPlace(file, { ...window.getNormalBounds(), maximised: window.isMaximized() });
    }, placeDelayMs);
  };
  window.on('resize', remember);
  window.on('move', remember);
  window.on('maximize', remember);
  window.on('unmaximize', remember);
  window.on('closed', () => {
    clearTimeout(timer);
  });
}
