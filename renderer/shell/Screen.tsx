import { unreachable } from '../../shared/result';
import { ConnectionEditor } from '../screens/connections/ConnectionEditor';
import { ConnectionList } from '../screens/connections/ConnectionList';
import { Dashboard } from '../screens/dashboard/Dashboard';
import { Logs } from '../screens/logs/Logs';
import { RunDetail } from '../screens/runs/RunDetail';
import { RunList } from '../screens/runs/RunList';
import { SettingsScreen } from '../screens/settings/SettingsScreen';
import { SynchronisationEditor } from '../screens/synchronisations/SynchronisationEditor';
import { SynchronisationList } from '../screens/synchronisations/SynchronisationList';
import type { Route } from '../stores/routeStore';

/** The screen of a place. */
export function Screen(props: { readonly route: Route }) {
  const { route } = props;
  switch (route.screen) {
    case 'dashboard':
      return <Dashboard />;
    case 'connections':
      return <ConnectionList />;
    case 'connection':
      return <ConnectionEditor id={route.id} />;
    case 'synchronisations':
      return <SynchronisationList />;
    case 'synchronisation':
      return <SynchronisationEditor id={route.id} />;
    case 'runs':
      return <RunList syncId={route.syncId} />;
    case 'run':
      return <RunDetail runId={route.runId} />;
    case 'logs':
      return <Logs />;
    case 'settings':
      return <SettingsScreen />;
    default:
      return unreachable(route);
  }
}
