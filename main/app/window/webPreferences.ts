import type { WebPreferences } from 'electron';

/**
 * Every preference of the console's window that bears on safety, said outright: a default that changes with a new
 * Electron changes nothing here.
 */
export function webPreferences(preload: string, devTools: 'allowed' | 'off'): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    navigateOnDragDrop: false,
    disableDialogs: true,
    spellcheck: false,
    webgl: false,
    devTools: devTools === 'allowed',
  };
}
