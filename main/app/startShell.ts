import { app, session } from 'electron';
import { join } from 'node:path';
import type { AppInfo } from '../../shared/ipc/contract';
import type { Problem } from '../../shared/model/problem';
import { problem } from '../../shared/model/problem';
import { createTranslator } from '../../shared/text/translator';
import type { Language } from '../../shared/text/translator';
import { gatherBundleFacts } from '../engine/bundle/gatherBundleFacts';
import { mostLogBytesOf } from '../engine/logs/logRoutes';
import { ripgrepInModules, ripgrepInResources } from '../engine/logReading/search/ripgrepPlace';
import { createTrayIcon } from './desktop/tray';
import { startTrayControl } from './desktop/trayControl';
import { lookForTrayHost } from './desktop/trayHost';
import { trayStateOf } from './desktop/trayState';
import { runDemonstration } from './demonstrationProcess';
import { watchForFailures } from './failures';
import { commandDoor } from './ipc/commandDoor';
import { createHandlers } from './ipc/handlers';
import { createPublish } from './ipc/publishEvents';
import { registerCommands } from './ipc/registerCommands';
import { createStatusFeed } from './ipc/statusFeed';
import { quitThrough } from './lifecycle';
import { forkReader } from './logs/forkReader';
import { startReaderHost } from './logs/readerHost';
import { openState } from './openState';
import type { Options } from './options';
import { reportStartFailure } from './reportStartFailure';
import { runtimeFacts } from './runtimeFacts';
import type { Running } from './shutdown';
import { serveRenderer } from './window/appProtocol';
import { createCloseGuard } from './window/closeGuard';
import { openFolder, showFile } from './window/externalLinks';
import { createFileDialogs } from './window/fileDialogs';
import { hardenEveryPage, hardenSession } from './window/hardening';
import type { OnRefusal } from './window/hardening';
import { createMainWindow } from './window/mainWindow';

/** Built files beside this one's folder: `out/preload`, `out/renderer`. */
const built = join(__dirname, '..');

/** Opens everything, each part after the ones it needs: the shell's only wiring. */
export async function startShell(options: Options): Promise<void> {
  const userData = app.getPath('userData');
  const facts = runtimeFacts(process.versions, process.execPath, process.platform);
  let language: Language = 'fr';
  const opened = await openState({
    profile: options.profile,
    userData,
    language: () => language,
    onLog: (log) => {
      const runtime = `Electron ${facts.electronVersion} (${facts.runtime})`;
      const params = { version: facts.version, runtime, node: facts.nodeVersion, platform: facts.platform };
      log.write({ level: 'INFO', module: 'app', code: 'app-started', params });
    },
    ...(app.isPackaged ? {} : { console: (line: string) => void process.stdout.write(`${line}\n`) }),
  });
  if (!opened.ok) {
    await reportStartFailure(opened.error);
    return;
  }
  const { engine, log, details, stateFolder, logFolder, secretStore } = opened.value;
  language = engine.preferences().language;
  const texts = createTranslator(language);
  const problems: Problem[] = [...opened.value.problems];
  const running: Running[] = [...opened.value.running];
  const { quit, isLeaving } = quitThrough(running, log);

  const window = createMainWindow({
    preload: join(built, 'preload', 'index.cjs'),
    title: texts.t('shell.windowTitle'),
    devTools: app.isPackaged ? 'off' : 'allowed',
    placeFile: join(userData, 'window.json'),
    log,
    onClose: () => {
      if (isLeaving()) return 'close';
      closeGuard.onClose();
      return 'keep';
    },
    onGivenUp: () => void reportStartFailure(problem('internal-error', { what: 'page' })),
  });
  const publish = createPublish(() => window.page());
  const tell = (found: Problem): void => {
    problems.push(found);
    publish('problem', found);
  };
  watchForFailures(log, tell);

  const onRefusal: OnRefusal = (refusal, what) => {
    log.write({ level: 'WARNING', module: 'app', code: 'page-refused', params: { refusal, what } });
  };
  hardenEveryPage(onRefusal);
  hardenSession(session.defaultSession, onRefusal);
  serveRenderer(session.defaultSession, join(built, 'renderer'));

  const tray = await startTrayControl({
    engine,
    texts,
    createIcon: createTrayIcon,
    lookForHost: () => lookForTrayHost(process.platform, process.env['DBUS_SESSION_BUS_ADDRESS']),
    openWindow: () => void window.show(),
    exportBundle: () =>
      void window.show().then(() => {
        publish('openBundle', {});
      }),
    quit,
    onProblem: (found) => {
      publish('problem', found);
    },
    onPresence: (presence) => {
      log.write({ level: 'INFO', module: 'app', code: `tray-${presence}` });
      // Nothing else would bring a hidden window back.
      if (presence === 'absent') void window.show();
    },
  });
  const closeGuard = createCloseGuard({
    tray: () => tray.presence(),
    explained: () => engine.preferences().closeToTrayExplained,
    running: () => engine.snapshot().synchronisations.some((status) => trayStateOf(status) === 'running'),
    explain: (presence) => {
      publish('closeToTray', { tray: presence });
    },
    hide: () => {
      window.hide();
    },
    quit,
  });

  const status = createStatusFeed(engine, (delta) => {
    publish('status', delta);
  });
  const host = startReaderHost({
    fork: () => forkReader(join(__dirname, 'logReader.cjs')),
    places: {
      logFolder,
      scratchFolder: join(stateFolder, 'scratch'),
      ripgrep: app.isPackaged
        ? ripgrepInResources(process, process.resourcesPath)
        : ripgrepInModules(process, app.getAppPath()),
    },
    onEvent: publish,
    onState: (state) => {
      publish('logReader', { state });
    },
    log,
    now: () => Date.now(),
  });
  const info = (): AppInfo => ({
    ...facts,
    profile: options.profile,
    secretStore: secretStore.kind,
    secretBackend: secretStore.backend,
    tray: tray.presence(),
    logFolder,
    preferences: engine.preferences(),
    stateProblems: [...problems, ...engine.stateProblems()],
  });
  const handlers = createHandlers({
    engine,
    status,
    reading: {
      reader: host.reader,
      logFolder,
      mostBytes: () => mostLogBytesOf(engine.preferences()),
      log,
      details,
      bundleFacts: (request) =>
        gatherBundleFacts(request, engine, {
          info: info(),
          versions: {
            passerelle: facts.version,
            electron: facts.electronVersion,
            chrome: facts.chromeVersion,
            node: facts.nodeVersion,
          },
          masks: log.protectedSecrets(),
        }),
      dialogs: createFileDialogs(),
      onProblem: (found) => {
        publish('problem', found);
      },
      openFolder,
      showFile,
      now: () => Date.now(),
    },
    publish,
    quit,
    info,
    onPreferences: (preferences, change) => {
      language = preferences.language;
      void texts.changeLanguage(language).then(() => {
        tray.refresh();
      });
      if (change.closeToTrayExplained === true) closeGuard.onExplained();
      if (change.logMegabytes !== undefined) log.setMostBytes(mostLogBytesOf(preferences));
    },
  });
  registerCommands({ handlers, isOwnWindow: (id) => window.isOwn(id), log, door: commandDoor });
  running.push(
    { name: 'log reader', stop: () => host.stop() },
    { name: 'status', stop: () => status.stop() },
    { name: 'tray', stop: () => tray.stop() },
    { name: 'window', stop: () => window.hide() },
  );

  app.on('second-instance', () => void window.show());
  app.on('activate', () => void window.show());
  await window.show();
  if (options.profile === 'demonstration') {
    runDemonstration({ engine, log, texts, scale: options.demonstrationScale, running, tell });
  }
}
