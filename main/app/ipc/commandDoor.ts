/** The only way to Electron's raw `ipcMain`; everything else goes through {@link registerCommands}. */
export { ipcMain as commandDoor } from 'electron';
