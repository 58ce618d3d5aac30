import { connect, type Answer, type Connection } from './connection';
import { readMenu, type MenuItem } from './menu';

const watcherName = 'org.kde.StatusNotifierWatcher';
const watcherPath = '/StatusNotifierWatcher';
const itemInterface = 'org.kde.StatusNotifierItem';
const menuInterface = 'com.canonical.dbusmenu';
const menuPath = '/com/canonical/dbusmenu';
const notificationsName = 'org.freedesktop.Notifications';
const notificationsPath = '/org/freedesktop/Notifications';

/** What a desktop panel sees of the tray icon. */
export interface TrayItem {
  readonly id: string;
  readonly status: string;
  readonly tooltip: string;
  /** ARGB pixels of the first icon size, row by row. */
  readonly icon: { readonly width: number; readonly height: number; readonly pixels: Buffer };
}

/** A notification as the desktop was asked to show it. */
export interface ShownNotification {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  readonly actions: readonly string[];
}

/** A desktop panel and notification daemon of the test, on the test's own bus. */
export interface TrayHost {
  /** Resolves when an application has put its icon in the tray; rejects after `patienceMs` (60 s). */
  readonly registered: (patienceMs?: number) => Promise<void>;
  readonly item: () => Promise<TrayItem>;
  readonly menu: () => Promise<readonly MenuItem[]>;
  /** Clicks the menu entry with this label, as a person would; fails when it is absent or disabled. */
  readonly click: (label: string | RegExp) => Promise<void>;
  /** Clicks the icon itself. */
  readonly activate: () => Promise<void>;
  readonly notifications: readonly ShownNotification[];
  /** Clicks a notification. */
  readonly clickNotification: (id: number) => void;
  readonly close: () => void;
}

/**
 * Starts the double. It must run before the application: Electron looks for a panel once, when it makes
 * its tray icon.
 */
export async function startTrayHost(busAddress: string): Promise<TrayHost> {
  const connection = await connect(busAddress);
  const items: string[] = [];
  const waiting: (() => void)[] = [];
  serveWatcher(connection, items, () => {
    for (const resolve of waiting.splice(0)) resolve();
  });
  const notifications: ShownNotification[] = [];
  serveNotifications(connection, notifications);
  await connection.own(watcherName);
  await connection.own(notificationsName);

  // Electron re-registers after its icon is made anew: the last one counts.
  const service = (): string => {
    const last = items.at(-1);
    if (last === undefined) throw new Error('no application has registered a tray icon');
    return last;
  };
  const menu = () => readMenu(connection, service(), menuPath);
  const event = (id: number) =>
    connection.call({
      destination: service(),
      path: menuPath,
      interface: menuInterface,
      member: 'Event',
      signature: 'isvu',
      body: [id, 'clicked', ['i', 0], 0],
    });
  return {
    registered: (patienceMs = 60_000) => waitForItem(items, waiting, patienceMs),
    item: () => readItem(connection, service()),
    menu,
    click: async (label) => {
      // Identifiers change whenever the menu does, also between the look and the click: then the click finds nothing.
      for (let attempt = 1; ; attempt += 1) {
        const found = flatten(await menu()).find((entry) => matches(entry.label, label));
        if (found === undefined) throw new Error(`the tray menu has no entry ${String(label)}`);
        if (!found.enabled) throw new Error(`the tray entry ${found.label} is disabled`);
        const failure = await event(found.id).then(
          () => undefined,
          (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
        );
        if (failure === undefined) return;
        if (attempt === 20 || !failure.message.includes('error occurred in Event')) throw failure;
      }
    },
    activate: async () => {
      await connection.call({
        destination: service(),
        path: '/StatusNotifierItem',
        interface: itemInterface,
        member: 'Activate',
        signature: 'ii',
        body: [0, 0],
      });
    },
    notifications,
    clickNotification: (id) => {
      connection.signal(notificationsPath, notificationsName, 'ActionInvoked', {
        signature: 'us',
        body: [id, 'default'],
      });
    },
    close: () => {
      connection.close();
    },
  };
}

function serveWatcher(connection: Connection, items: string[], onItem: () => void): void {
  const properties = {
    IsStatusNotifierHostRegistered: ['b', true],
    ProtocolVersion: ['i', 0],
    RegisteredStatusNotifierItems: ['as', items],
  } as const;
  connection.serve(watcherPath, watcherName, (member, [argument], sender): Answer | undefined => {
    if (member === 'RegisterStatusNotifierItem') {
      // Some programs hand their bus name, others the path of their item.
      const name = String(argument);
      items.push(name.startsWith('/') ? sender : name);
      connection.signal(watcherPath, watcherName, 'StatusNotifierItemRegistered', {
        signature: 's',
        body: [name],
      });
      onItem();
      return { signature: '', body: [] };
    }
    return member === 'RegisterStatusNotifierHost' ? { signature: '', body: [] } : undefined;
  });
  connection.serve(watcherPath, 'org.freedesktop.DBus.Properties', (member, [, name]) => {
    if (member === 'GetAll') return { signature: 'a{sv}', body: [Object.entries(properties)] };
    const found = Object.entries(properties).find(([known]) => known === name);
    return member === 'Get' && found !== undefined ? { signature: 'v', body: [found[1]] } : undefined;
  });
}

function serveNotifications(connection: Connection, shown: ShownNotification[]): void {
  connection.serve(notificationsPath, notificationsName, (member, body): Answer | undefined => {
    switch (member) {
      case 'GetCapabilities':
        return { signature: 'as', body: [['actions', 'body']] };
      case 'GetServerInformation':
        return { signature: 'ssss', body: ['test desktop', 'tests', '1', '1.2'] };
      case 'Notify': {
        const id = shown.length + 1;
        const actions = Array.isArray(body[5]) ? body[5].map(String) : [];
        shown.push({ id, title: String(body[3]), body: String(body[4]), actions });
        return { signature: 'u', body: [id] };
      }
      case 'CloseNotification':
        return { signature: '', body: [] };
      default:
        return undefined;
    }
  });
}

async function readItem(connection: Connection, destination: string): Promise<TrayItem> {
  const [pairs] = await connection.call({
    destination,
    path: '/StatusNotifierItem',
    interface: 'org.freedesktop.DBus.Properties',
    member: 'GetAll',
    signature: 's',
    body: [itemInterface],
  });
  const properties = new Map<unknown, unknown>(
    asList(pairs).map((pair) => [asList(pair)[0], asList(pair)[1]]),
  );
  const [width, height, pixels] = asList(asList(properties.get('IconPixmap'))[0]);
  return {
    id: String(properties.get('Id')),
    status: String(properties.get('Status')),
    tooltip: String(asList(properties.get('ToolTip'))[2]),
    icon: {
      width: Number(width),
      height: Number(height),
      pixels: Buffer.isBuffer(pixels) ? pixels : Buffer.alloc(0),
    },
  };
}

function waitForItem(items: readonly string[], waiting: (() => void)[], patienceMs: number): Promise<void> {
  if (items.length > 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => {
      reject(new Error(`no tray icon was registered within ${patienceMs} ms`));
    }, patienceMs);
    waiting.push(() => {
      clearTimeout(deadline);
      resolve();
    });
  });
}

function flatten(entries: readonly MenuItem[]): readonly MenuItem[] {
  return entries.flatMap((entry) => [entry, ...flatten(entry.children)]);
}

function matches(label: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? label === wanted : wanted.test(label);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
