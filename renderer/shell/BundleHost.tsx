import { useEffect } from 'react';
import { listen } from '../bridge';
import { BundleDialog } from '../screens/logs/BundleDialog';
import { closeBundleDialog, openBundleDialog, useBundleStore } from '../stores/bundleStore';

/** The dialog that exports a diagnostic bundle, on every screen: opened by buttons, notices and the tray. */
export function BundleHost() {
  const shown = useBundleStore((state) => state.shown);
  const initial = useBundleStore((state) => state.initial);
  useEffect(
    () =>
      listen('openBundle', () => {
        openBundleDialog();
      }),
    [],
  );
  return <BundleDialog opened={shown === 'shown'} onClose={closeBundleDialog} initial={initial} />;
}
