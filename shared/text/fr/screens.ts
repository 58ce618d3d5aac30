import { bundle } from './screens/bundle';
import { common } from './screens/common';
import { connections } from './screens/connections';
import { dashboard } from './screens/dashboard';
import { facts, reasons } from './screens/facts';
import { logChart } from './screens/logChart';
import { logFiles } from './screens/logFiles';
import { logOverview } from './screens/logOverview';
import { logs } from './screens/logs';
import { runs } from './screens/runs';
import { settings } from './screens/settings';
import { shell } from './screens/shell';
import { synchronisations } from './screens/synchronisations';

/** Texts under `screens`, one file per screen. */
export const screens = {
  bundle,
  common,
  facts,
  reasons,
  shell,
  dashboard,
  connections,
  synchronisations,
  runs,
  logs,
  logChart,
  logFiles,
  logOverview,
  settings,
};
