import { Menu, nativeImage, Tray } from 'electron';
import type { MenuItemConstructorOptions, NativeImage } from 'electron';
import { drawTrayIcon } from './trayIcon';
import type { TrayAction, TrayItem, TrayView } from './trayMenu';
import type { TrayState } from './trayState';

/** The icon beside the clock. */
export interface TrayIcon {
  /** Shows this from now on; nothing is touched when it is the same as before. */
  show(view: TrayView): void;
  destroy(): void;
}

/** Side of the icon in device-independent pixels, as panels on Linux and Windows want it. */
const side = 22;

/** Puts an icon in the tray. On Linux the menu carries everything: many panels deliver no click. */
export function createTrayIcon(first: TrayView, onAction: (action: TrayAction) => void): TrayIcon {
  const tray = new Tray(picture(first.state));
  tray.on('click', () => onAction({ kind: 'open' }));
  let shown: TrayView | undefined;
  const icon: TrayIcon = {
    show: (view) => {
      if (tray.isDestroyed()) return;
      if (shown?.state !== view.state) tray.setImage(picture(view.state));
      if (shown?.tooltip !== view.tooltip) tray.setToolTip(view.tooltip);
      if (JSON.stringify(shown?.items) !== JSON.stringify(view.items)) {
        tray.setContextMenu(Menu.buildFromTemplate(view.items.map((item) => template(item, onAction))));
      }
      shown = view;
    },
    destroy: () => {
      if (!tray.isDestroyed()) tray.destroy();
    },
  };
  icon.show(first);
  return icon;
}

function template(item: TrayItem, onAction: (action: TrayAction) => void): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator', id: item.id };
    case 'text':
      return { id: item.id, label: literal(item.label), enabled: false };
    case 'action':
      return {
        id: item.id,
        label: literal(item.label),
        enabled: item.enabled,
        click: () => onAction(item.action),
      };
    case 'submenu':
      return {
        id: item.id,
        label: literal(item.label),
        submenu: item.items.map((inner) => template(inner, onAction)),
      };
  }
}

/** An ampersand would mark the access key; names come from the operator and mean themselves. */
function literal(label: string): string {
  return label.replaceAll('&', '&&');
}

const pictures = new Map<TrayState, NativeImage>();

function picture(state: TrayState): NativeImage {
  const known = pictures.get(state);
  if (known !== undefined) return known;
  const image = nativeImage.createFromBitmap(drawTrayIcon(state, side), { width: side, height: side });
  const double = 2 * side;
  image.addRepresentation({
    scaleFactor: 2,
    width: double,
    height: double,
    buffer: nativeImage
      .createFromBitmap(drawTrayIcon(state, double), { width: double, height: double })
      .toPNG(),
  });
  pictures.set(state, image);
  return image;
}
