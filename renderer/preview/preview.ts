import { fakeBridge } from './fakeBridge';
import { scenes } from './fakeData';

// ?scene=empty and so on; the console itself is the real one.
const wanted = new URLSearchParams(location.search).get('scene');
const scene = scenes.find((name) => name === wanted) ?? 'normal';
Object.defineProperty(window, 'operator', { value: Object.freeze(fakeBridge(scene)) });
await import('../main');
