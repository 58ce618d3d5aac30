/** Milliseconds between two looks at all files while nothing is written, and while something is. */
const quietInterval = 250;
const busyInterval = 16;
/** Milliseconds between two looks at the files that little is written to, and how many come between two looks at all. */
const closeInterval = 2;
const closeLooks = 7;
/** Bytes found in a round above which looks at shorter intervals bring more work than they save time. */
const muchBytes = 16 * 1024;
/** Rounds after which a file that was written counts as quiet. */
const quietRounds = 5;

/** What a look found: bytes, or something else that is new; `more` is left to read. */
export interface Found {
  readonly what: 'nothing' | 'some' | 'more';
  readonly bytes: number;
}

/**
 * Says when to look next, and at what. A round is a look at all files; while little is written, looks at those files alone
 * follow, so that a line is seen within a few milliseconds.
 */
export class LookPace {
  private left = 0;
  private found: Found = { what: 'nothing', bytes: 0 };
  private quiet = quietRounds + 1;

  /** What is looked at next: all files, or only those that were written lately. */
  get next(): 'all' | 'written' {
    return this.left > 0 ? 'written' : 'all';
  }

  /** Takes in what a look at the files written lately found; milliseconds to wait then. */
  afterWritten({ what, bytes }: Found): number {
    this.left = what === 'more' ? 0 : this.left - 1;
    if (what !== 'nothing') this.found = { what: 'some', bytes: this.found.bytes + bytes };
    return what === 'more' ? 0 : closeInterval;
  }

  /** Takes in what a look at all files found; milliseconds to wait then, never long while nobody else would tell. */
  afterAll({ what, bytes }: Found, told: 'by events' | 'by looking only'): number {
    const total = this.found.bytes + bytes;
    const isFound = what !== 'nothing' || this.found.what !== 'nothing';
    this.quiet = isFound ? 0 : this.quiet + 1;
    this.found = { what: 'nothing', bytes: 0 };
    this.left = 0;
    if (what === 'more') return 0;
    if (this.quiet <= quietRounds && total <= muchBytes) {
      this.left = closeLooks;
      return closeInterval;
    }
    return isFound || told === 'by looking only' ? busyInterval : quietInterval;
  }
}
