import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Moved, ScreenSamples } from './framesDriver';
import { median, quantile } from './measure';
import { bound, ms, told } from './report';
import type { Figure } from './report';

/** Most milliseconds between two frames that nobody notices. */
const noticed = 50;

/** The figures of a screen that moves. */
function movement(what: string, samples: Moved): readonly Figure[] {
  const { frames, framesCpu, gaps, mostRows } = samples;
  const late = gaps.filter((gap) => gap > noticed).length;
  return [
    bound(`${what}: work of a frame in the page, p99`, quantile(frames, 0.99), 8, 'ms'),
    told(
      `${what}: the same, p50; in processor time, p50 and p99`,
      `${ms(median(frames))}; ${ms(median(framesCpu))} and ${ms(quantile(framesCpu, 0.99))}`,
    ),
    bound(`${what}: frames later than ${noticed} ms, of ${gaps.length}`, late, 0, 'frames'),
    bound(`${what}: most rows in the document`, mostRows, 80, 'rows'),
  ];
}

function longLine(what: string, samples: Moved): readonly Figure[] {
  return [
    bound(`${what}: longest task of the page`, samples.longestTask, 16, 'ms'),
    told(`${what}: the same in processor time`, ms(samples.longestTaskCpu)),
  ];
}

function figuresOf(samples: ScreenSamples): readonly Figure[] {
  const { keystrokes, appended, follow, wheel, jumps, cancel, longShown, longExpanded, failed } = samples;
  const lines = `${((samples.records ?? 0) / 1e6).toFixed(1)} million lines`;
  return [
    ...(wheel === undefined ? [] : movement(`${lines}, wheel turned as fast as frames come`, wheel)),
    ...(jumps === undefined ? [] : movement(`${lines}, scrollbar dragged, each frame elsewhere`, jumps)),
    ...(cancel === undefined
      ? []
      : [
          cancel.length === 0
            ? told(`${lines}, search cancelled`, 'no search lasted long enough to be cancelled')
            : bound(
                `${lines}, search cancelled → screen at rest, longest of ${cancel.length}`,
                Math.max(...cancel),
                50,
                'ms',
              ),
        ]),
    ...(follow === undefined
      ? []
      : movement(`following ${follow.linesPerSecond.toFixed(0)} lines/s`, follow)),
    ...(keystrokes === undefined
      ? []
      : [
          bound('100 MB, key → whole result painted, p95', quantile(keystrokes, 0.95), 50, 'ms'),
          told('the same, p50', ms(median(keystrokes))),
        ]),
    ...(appended === undefined
      ? []
      : [
          bound('line appended → painted, p50', median(appended), 25, 'ms'),
          bound('line appended → painted, p99', quantile(appended, 0.99), 50, 'ms'),
        ]),
    ...(longShown === undefined ? [] : longLine('lines of 511 kB scrolled over', longShown)),
    ...(longExpanded === undefined ? [] : longLine('a line of 511 kB opened and shown whole', longExpanded)),
    ...(failed ?? []).map(({ part, why }) => told(`the screen, part “${part}”`, `not measured: ${why}`)),
  ];
}

/** The log screen in the real application, on a display of its own; where there can be none, that is told. */
export function measureScreen(root: string, args: readonly string[] = []): readonly Figure[] {
  const session = join(root, 'bench', 'logs', 'framesSession.mjs');
  const ended = spawnSync(process.execPath, [session, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (ended.status !== 0) {
    return [
      told(
        'the screen',
        `NOT MEASURED: the application could not be driven (exit code ${ended.status ?? 'none'})`,
      ),
    ];
  }
  // Boundary: what the driver wrote.
  return figuresOf(JSON.parse(ended.stdout) as ScreenSamples);
}
