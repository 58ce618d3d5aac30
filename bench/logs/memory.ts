import { WatchedReader } from './indexing';
import { findTools } from './tools';

// A process of its own that opens one folder's dhis2_sync.log in a reader, searches it, and says what memory it took.
const [, , folder = '', scratch = '', root = ''] = process.argv;

const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);

async function run(): Promise<void> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const watched = new WatchedReader(folder, scratch, findTools(root));
  await watched.view(['dhis2_sync.log']);
  const { records } = await watched.done();
  const opened = process.memoryUsage.rss();
  await watched.view(['dhis2_sync.log'], { text: 'AIGUILLE-QX' });
  await watched.done();
  const searched = process.memoryUsage.rss();
  clearInterval(timer);
  await watched.close();
  const figures = {
    records,
    before: megabytes(before),
    opened: megabytes(opened),
    searched: megabytes(searched),
    peak: megabytes(Math.max(peak, opened, searched)),
  };
  process.stdout.write(JSON.stringify(figures));
}

void run();
