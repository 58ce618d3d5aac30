import { app } from 'electron';
import type { App, Event, Session, WebContents } from 'electron';
import { openOutside } from './externalLinks';
import { ownScheme } from './rendererFile';

/** What a page tried and was refused, for the log. */
export type Refusal =
  'permission' | 'device' | 'navigation' | 'new-window' | 'webview' | 'download' | 'network' | 'pairing';

/** Takes note of a refusal; addresses are cut to scheme and host before they come here. */
export type OnRefusal = (refusal: Refusal, what: string) => void;

/**
 * Switches that must be set before the app is ready: every renderer is sandboxed, and no host name resolves in
 * Chromium at all. The engine does not use Chromium's network, so this takes nothing from it; it also stops
 * what request filters do not see, such as preconnects.
 */
export function hardenProcess(application: App): void {
  application.enableSandbox();
  application.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

/** Denies a session everything a page could ask for beyond its own files. */
export function hardenSession(session: Session, onRefusal: OnRefusal): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    onRefusal('permission', permission);
    answer(false);
  });
  // Checks come often and silently (for instance before each paste): they are refused without a log line.
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => {
    onRefusal('permission', 'display-capture');
    answer({});
  });
  session.setBluetoothPairingHandler((_details, answer) => {
    onRefusal('pairing', 'bluetooth');
    answer({ confirmed: false });
  });
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault();
    choose('');
  });
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault();
    choose('');
  });
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault();
    choose('');
  });
  session.on('will-download', (event) => {
    event.preventDefault();
    onRefusal('download', '');
  });
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed = isOwnRequest(details.url);
    if (!allowed) onRefusal('network', schemeAndHost(details.url));
    answer({ cancel: !allowed });
  });
}

/** Keeps a page where it is: no navigation, no new window, no webview, no device chooser. */
export function hardenContents(contents: WebContents, onRefusal: OnRefusal): void {
  const stay = (event: Event<{ url: string }>): void => {
    event.preventDefault();
    onRefusal('navigation', schemeAndHost(event.url));
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    onRefusal('webview', '');
  });
  contents.setWindowOpenHandler(({ url }) => {
    if (openOutside(url) === 'refused') onRefusal('new-window', schemeAndHost(url));
    return { action: 'deny' };
  });
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault();
    choose('');
  });
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** Hardens every page that is ever made, whoever makes it. */
export function hardenEveryPage(onRefusal: OnRefusal): void {
  app.on('web-contents-created', (_event, contents) => {
    hardenContents(contents, onRefusal);
  });
}

/** Requests of the page itself, and of the developer tools where they are allowed. */
function isOwnRequest(address: string): boolean {
  const scheme = address.slice(0, address.indexOf(':'));
  return scheme === ownScheme || scheme === 'data' || scheme === 'devtools';
}

/** Enough of an address to recognise it, without anything it may carry. */
function schemeAndHost(address: string): string {
  if (!URL.canParse(address)) return '?';
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`.slice(0, 200);
}
