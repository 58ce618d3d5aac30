// Shows one page in a window like that of the program, for looking at screens without an engine.
const { app, BrowserWindow } = require('electron');

app.enableSandbox();
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    useContentSize: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  return window.loadURL(process.argv.find((argument) => argument.startsWith('http://127.0.0.1:')));
});
