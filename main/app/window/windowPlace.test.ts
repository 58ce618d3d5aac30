import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openingPlace, readWindowPlace, rememberWindowPlace, usual } from './windowPlace';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const place = { x: 100, y: 50, width: 1200, height: 700, maximised: false };

describe('openingPlace', () => {
  it('opens at the usual size when nothing is remembered', () => {
    expect(openingPlace(undefined, [screen])).toEqual(usual);
  });

  it('opens where it was, on a second screen too', () => {
    expect(openingPlace(place, [screen])).toEqual({ x: 100, y: 50, width: 1200, height: 700 });
    const left = { x: -1280, y: 0, width: 1280, height: 1024 };
    expect(openingPlace({ ...place, x: -1000 }, [screen, left])).toMatchObject({ x: -1000 });
  });

  it.each([
    ['the screen is gone', { ...place, x: -1100 }],
    ['above the screen', { ...place, y: -40 }],
    ['below the screen', { ...place, y: 1060 }],
    ['almost beside the screen', { ...place, x: 1800 }],
  ])('keeps the size and leaves the place to the desktop: %s', (_what, remembered) => {
    expect(openingPlace(remembered, [screen])).toEqual({ width: 1200, height: 700 });
  });

  it('never opens smaller than the layout bears', () => {
    expect(openingPlace({ ...place, width: 1, height: -5 }, [screen])).toMatchObject({
      width: 1024,
      height: 640,
    });
  });
});

describe('the remembered place', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'passerelle-place-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is read back', async () => {
    const path = join(folder, 'window.json');
    await rememberWindowPlace(path, place);
    expect(await readWindowPlace(path)).toEqual(place);
  });

  it.each(['', '{', '{}', '{"x":1e9,"y":0,"width":1,"height":1,"maximised":false}', '[]'])(
    'is forgotten when it reads %j',
    async (content) => {
      const path = join(folder, 'window.json');
      await writeFile(path, content);
      expect(await readWindowPlace(path)).toBeUndefined();
    },
  );
});
