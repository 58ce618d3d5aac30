/** Presets of `fields`, without their colon; `*` is `all`. */
export type FieldPreset = 'owner' | 'all' | 'identifiable' | 'nameable' | 'simple';

/** What a `fields` parameter asks for at one level. */
export interface FieldSelection {
  readonly presets: ReadonlySet<FieldPreset>;
  /** Named fields, each with what is wanted inside it if that was said. */
  readonly named: ReadonlyMap<string, FieldSelection | undefined>;
  readonly excluded: ReadonlySet<string>;
}

/** Presets only. */
export function presetSelection(preset: FieldPreset): FieldSelection {
  return { presets: new Set([preset]), named: new Map(), excluded: new Set() };
}

/** Reads `id,name,categoryCombo[id],:owner,!sharing`; unknown presets are ignored, as unknown fields are. */
export function parseFields(parameters: readonly string[]): FieldSelection {
  return parseLevel(parameters.join(','), 0).selection;
}

function parseLevel(text: string, start: number): { selection: FieldSelection; end: number } {
  const presets = new Set<FieldPreset>();
  const named = new Map<string, FieldSelection | undefined>();
  const excluded = new Set<string>();
  let word = '';
  let index = start;
  const take = (inner?: FieldSelection): void => {
    // Transformers such as `~rename(x)` and `::size` are not offered: the field itself is given.
    const name = (word.trim().split(/~|::|\|/)[0] ?? '').trim();
    word = '';
    if (name === '') return;
    const preset = presetOf(name);
    if (preset !== undefined) presets.add(preset);
    else if (name.startsWith('!') || name.startsWith('-')) excluded.add(name.slice(1));
    else if (!name.startsWith(':')) addNamed(named, name, inner);
  };
  while (index < text.length) {
    const character = text.charAt(index);
    index += 1;
    if (character === ',') take();
    else if (character === '[') {
      const { selection, end } = parseLevel(text, index);
      take(selection);
      index = end;
    } else if (character === ']') break;
    else word += character;
  }
  take();
  return { selection: { presets, named, excluded }, end: index };
}

/** `a.b` is the same as `a[b]`. */
function addNamed(
  named: Map<string, FieldSelection | undefined>,
  path: string,
  inner: FieldSelection | undefined,
): void {
  const dot = path.indexOf('.');
  if (dot < 0) {
    named.set(path, inner);
    return;
  }
  const below = new Map<string, FieldSelection | undefined>();
  addNamed(below, path.slice(dot + 1), inner);
  named.set(path.slice(0, dot), { presets: new Set(), named: below, excluded: new Set() });
}

function presetOf(name: string): FieldPreset | undefined {
  switch (name) {
    case '*':
    case ':all':
    case ':*':
      return 'all';
    case ':owner':
    case ':persisted':
      return 'owner';
    case ':identifiable':
      return 'identifiable';
    case ':nameable':
      return 'nameable';
    case ':simple':
      return 'simple';
    default:
      return undefined;
  }
}
