import { z } from 'zod';
import { readWholeFile, writeFileAtomically } from '../../engine/store/atomicFile';

/** Smallest size of the window, in device-independent pixels. */
export const smallest = { width: 1024, height: 640 } as const;
/** Size of the window at the first start. */
export const usual = { width: 1366, height: 768 } as const;

const side = z.number().int().min(-100_000).max(100_000);
const placeSchema = z.strictObject({
  x: side,
  y: side,
  width: side,
  height: side,
  maximised: z.boolean(),
});

/** Where the window was, and how large. */
export type WindowPlace = z.infer<typeof placeSchema>;

/** A rectangle of the screen, in device-independent pixels. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where to open the window. */
export type Opening = Partial<Area> & { readonly width: number; readonly height: number };

/** The place to open at: the remembered one if enough of it is on a screen that still exists, else the usual size. */
export function openingPlace(remembered: WindowPlace | undefined, screens: readonly Area[]): Opening {
  if (remembered === undefined) return usual;
  const width = Math.max(smallest.width, remembered.width);
  const height = Math.max(smallest.height, remembered.height);
  const { x, y } = remembered;
  // The title bar must be within reach: a hand's breadth of the upper edge on one screen.
  const reachable = screens.some((screen) => {
    const visible = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x);
    return visible >= 200 && y >= screen.y && y <= screen.y + screen.height - 60;
  });
  return reachable ? { x, y, width, height } : { width, height };
}

/** Reads the remembered place; what cannot be read is no loss and is forgotten. */
export async function readWindowPlace(path: string): Promise<WindowPlace | undefined> {
  const content = await readWholeFile(path);
  if (!content.ok || content.value === undefined) return undefined;
  const text = content.value.toString('utf8');
  const parsed = placeSchema.safeParse(parseJson(text));
  return parsed.success ? parsed.data : undefined;
}

/** Remembers the place; a disk that does not take it costs no more than the usual size next time. */
export async function rememberWindowPlace(path: string, place: WindowPlace): Promise<void> {
  await writeFileAtomically(path, JSON.stringify(place));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
