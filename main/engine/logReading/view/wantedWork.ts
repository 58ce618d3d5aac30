/** What is to be done for a view, each including those before it. */
const workOrder = ['nothing', 'extension', 'selection', 'rebuilding', 'opening'] as const;
export type WantedWork = (typeof workOrder)[number];

/** Whether work includes other work, or is the same. */
export function includesWork(wanted: WantedWork, other: WantedWork): boolean {
  return workOrder.indexOf(wanted) >= workOrder.indexOf(other);
}
