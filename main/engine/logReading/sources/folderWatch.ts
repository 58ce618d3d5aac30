import { watch } from 'chokidar';
import type { FSWatcher } from 'chokidar';

/** Events a second beyond which the folder is left: a write makes two, and with each the whole folder is read again. */
const mostEvents = 40;
/** Looks of a second that found something below which the folder is watched again. */
const calmFinds = 12;
const second = 1000;

/** What a watcher tells: names came, went or moved; or a file was written, under the name that it had. */
export type FolderHint = { readonly of: 'names' } | { readonly of: 'file'; readonly name: string };

/** What a watch is made with. */
export interface FolderWatchOptions {
  readonly folder: string;
  readonly now: () => number;
  /** Only makes a look come sooner: changes that follow each other closely are dropped on some systems. */
  readonly onHint: (hint: FolderHint) => void;
  /** What tests replace. */
  readonly watch?: typeof watch;
}

/** Watches a folder while little is written there; whoever uses it looks at shorter intervals while it is `left`. */
export class FolderWatch {
  private watcher: FSWatcher | undefined;
  private current: 'off' | 'watching' | 'left' = 'off';
  /** Events while it is watched, finds while it is left, of the running second. */
  private counted = 0;
  private since = 0;

  constructor(private readonly options: FolderWatchOptions) {}

  get state(): 'off' | 'watching' | 'left' {
    return this.current;
  }

  start(): void {
    const { folder, onHint } = this.options;
    const watcher = (this.options.watch ?? watch)(folder, { depth: 0, ignoreInitial: true });
    this.watcher = watcher;
    this.current = 'watching';
    this.count('again');
    const names = (): void => onHint({ of: 'names' });
    watcher.on('add', names).on('unlink', names);
    // What it cannot watch is found by looking.
    watcher.on('error', () => undefined);
    watcher.on('raw', (event: string, name: string | null) => {
      if (this.watcher !== watcher) return;
      if (this.count('one more') > mostEvents) this.leave();
      if (event === 'rename' || name === null) names();
      else onHint({ of: 'file', name });
    });
  }

  /** Hears of each look, so that the folder is watched again once little is found. */
  looked(found: 'nothing' | 'some'): void {
    if (this.current !== 'left') return;
    const elapsed = this.options.now() - this.since;
    if (elapsed < 0 || elapsed >= second) {
      if (this.counted < calmFinds) {
        this.start();
        return;
      }
      this.count('again');
    }
    if (found === 'some') this.counted += 1;
  }

  async stop(): Promise<void> {
    const { watcher } = this;
    this.watcher = undefined;
    this.current = 'off';
    await watcher?.close();
  }

  private leave(): void {
    void this.watcher?.close();
    this.watcher = undefined;
    this.current = 'left';
    this.count('again');
  }

  private count(what: 'again' | 'one more'): number {
    const now = this.options.now();
    if (what === 'again' || now < this.since || now - this.since >= second) {
      this.since = now;
      this.counted = 0;
    }
    if (what === 'one more') this.counted += 1;
    return this.counted;
  }
}
