import type { Connection } from './connection';

/** One entry of a tray menu as a panel shows it. */
export interface MenuItem {
  readonly id: number;
  readonly label: string;
  readonly enabled: boolean;
  readonly kind: 'entry' | 'separator';
  /** State of a check mark or radio button; undefined for a plain entry. */
  readonly checked: boolean | undefined;
  readonly children: readonly MenuItem[];
}

/** Reads the whole menu of a tray item (com.canonical.dbusmenu), as it is now. */
export async function readMenu(
  connection: Connection,
  destination: string,
  path: string,
): Promise<readonly MenuItem[]> {
  const [, layout] = await connection.call({
    destination,
    path,
    interface: 'com.canonical.dbusmenu',
    member: 'GetLayout',
    signature: 'iias',
    body: [0, -1, []],
  });
  return toItem(layout).children;
}

function toItem(node: unknown): MenuItem {
  const [id, pairs, children] = list(node);
  const properties = new Map<unknown, unknown>(list(pairs).map((pair) => [list(pair)[0], list(pair)[1]]));
  return {
    id: Number(id),
    // The first underscore marks the access key; a doubled one is an underscore.
    label: text(properties.get('label')).replace(/_(.)/g, '$1'),
    enabled: properties.get('enabled') !== false,
    kind: properties.get('type') === 'separator' ? 'separator' : 'entry',
    checked: properties.has('toggle-state') ? properties.get('toggle-state') === 1 : undefined,
    children: list(children).map(toItem),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
