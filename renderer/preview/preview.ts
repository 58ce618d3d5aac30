import { catalogues } from '../../shared/text/catalogue';
import { fakeBridge } from './fakeBridge';
import { scenes } from './fakeData';

/** Makes every text a third longer, to see what does not fit. */
function lengthen(node: object): void {
  for (const [name, value] of Object.entries(node) as [string, unknown][]) {
    if (typeof value === 'string') {
      const extra = 'à é o '
        .repeat(20)
        .slice(0, Math.ceil(value.length * 0.35))
        .trimEnd();
      Reflect.set(node, name, `${value} ${extra}`);
    } else if (typeof value === 'object' && value !== null) lengthen(value);
  }
}

// ?scene=empty&theme=dark&words=longer; the console itself is the real one.
const wanted = new URLSearchParams(location.search);
const scene = scenes.find((name) => name === wanted.get('scene')) ?? 'normal';
const theme = wanted.get('theme') === 'dark' ? 'dark' : 'light';
if (wanted.get('words') === 'longer') lengthen(catalogues);
Object.defineProperty(window, 'operator', { value: Object.freeze(fakeBridge(scene, theme)) });
await import('../main');
