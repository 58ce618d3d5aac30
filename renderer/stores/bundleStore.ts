import { create } from 'zustand';

/** What a bundle is to be about, where it was asked for from a place that knows. */
export interface BundleStart {
  /** A run and its instants, in milliseconds since the epoch. */
  readonly run?: { readonly runId: string; readonly from: number; readonly until: number };
  /** A period, in milliseconds since the epoch. */
  readonly range?: { readonly from: number; readonly until: number };
}

interface BundleDialogState {
  readonly shown: 'shown' | 'hidden';
  readonly initial: BundleStart;
}

/** Whether the dialog that exports a diagnostic bundle is open; the shell shows it on every screen. */
export const useBundleStore = create<BundleDialogState>(() => ({ shown: 'hidden', initial: {} }));

/** Opens the dialog; one that is open already stays as it is. */
export function openBundleDialog(initial: BundleStart = {}): void {
  useBundleStore.setState((state) => (state.shown === 'shown' ? state : { shown: 'shown', initial }));
}

/** Closes the dialog. */
export function closeBundleDialog(): void {
  useBundleStore.setState({ shown: 'hidden', initial: {} });
}
