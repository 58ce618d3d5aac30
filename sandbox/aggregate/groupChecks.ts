import type { SandboxContext } from '../context';
import { hasAuthority, isSuperuser } from '../model';
import type { Account } from '../model';
import { mayUseData } from './dataSharing';
import type { EntryScope } from './entryGroup';
import type { EntryRules } from './entryRules';
import { GroupRefused } from './groupConflicts';
import type { Period } from './period';

/** The data set of a request that names none: the only one its data elements are in (2.43). */
export function deducedDataSet(scope: EntryScope, context: SandboxContext): string {
  const sets = [...new Set(scope.dataElements.flatMap((id) => context.metadata.dataSetsOf(id)))];
  const [only] = sets;
  if (only === undefined) throw new GroupRefused('E8003', scope.dataElements);
  if (sets.length > 1) throw new GroupRefused('E8002', sets);
  return only;
}

/** The checks of 2.43 on a whole group: the first that fails refuses all its rows. */
export class GroupChecks {
  private readonly context: SandboxContext;
  private readonly account: Account;
  private readonly rules: EntryRules;
  private readonly force: boolean;

  constructor(context: SandboxContext, account: Account, rules: EntryRules, force: boolean) {
    this.context = context;
    this.account = account;
    this.rules = rules;
    this.force = force;
  }

  /** Throws what is wrong with what a group touches. */
  check(dataSet: string, scope: EntryScope): void {
    this.checkAccess(dataSet, scope);
    this.checkConsistency(dataSet, scope);
    if (this.force && isSuperuser(this.account)) return;
    this.checkTime(dataSet, scope);
  }

  private checkAccess(dataSet: string, scope: EntryScope): void {
    if (isSuperuser(this.account)) return;
    const { metadata } = this.context;
    if (!mayUseData(this.context, this.account, metadata.get('dataSets', dataSet), 'write')) {
      throw new GroupRefused('E8010', dataSet);
    }
    refuseAny(
      'E8011',
      [],
      scope.orgUnits.filter((id) => !this.rules.mayCapture(id)),
    );
    const combos = [...scope.attributes, ...scope.dataElements.flatMap((id) => scope.optionCombos(id))];
    const options = new Set(combos.flatMap((combo) => (combo === null ? [] : this.rules.optionsOf(combo))));
    refuseAny(
      'E8012',
      [],
      [...options].filter(
        (id) => !mayUseData(this.context, this.account, metadata.get('categoryOptions', id), 'write'),
      ),
    );
  }

  private checkConsistency(dataSet: string, scope: EntryScope): void {
    const { metadata } = this.context;
    const rows = new Map(
      metadata.dataSetElements(dataSet).map((row) => [row.dataElement, row.categoryCombo]),
    );
    refuseAny(
      'E8020',
      [dataSet],
      scope.dataElements.filter((id) => !rows.has(id)),
    );
    const assigned = metadata.dataSetOrgUnits(dataSet);
    refuseAny(
      'E8022',
      [dataSet],
      scope.orgUnits.filter((id) => !assigned.has(id)),
    );
    const type = this.rules.periodType(dataSet);
    refuseAny('E8021', [dataSet], isos(scope.periods.filter((period) => period.type !== type)));
    const attributes = metadata.optionCombosOf(metadata.categoryComboOf(dataSet, 'dataSets'));
    const defaultCombo = metadata.defaultOptionCombo();
    const other = (known: ReadonlySet<string>, combos: readonly (string | null)[]): string[] =>
      combos.map((combo) => combo ?? defaultCombo).filter((combo) => !known.has(combo));
    refuseAny('E8023', [dataSet], other(attributes, scope.attributes));
    for (const element of scope.dataElements) {
      const combos = metadata.optionCombosOf(rows.get(element) ?? '');
      // A missing combo means the default one and is not looked at here, as in 2.43.
      const named = scope.optionCombos(element).filter((combo) => combo !== null);
      refuseAny('E8024', [dataSet, element], other(combos, named));
    }
    for (const attribute of scope.attributes) {
      if (attribute === null) continue;
      const outside = scope
        .orgUnitsOf(attribute)
        .filter((unit) => this.rules.isOutsideCombo(attribute, unit));
      refuseAny('E8025', [attribute], outside);
    }
    this.checkOpenUnits(scope);
  }

  /** An org unit takes periods that start while it is open; only the first offender is told. */
  private checkOpenUnits(scope: EntryScope): void {
    const closed = scope.orgUnitPeriods.filter(([unit, period]) => {
      const { from, to } = this.rules.openDays(unit);
      return period.start < from || period.start > to;
    });
    const first = closed[0]?.[0];
    if (first === undefined) return;
    refuseAny('E8031', [first], isos(closed.filter(([unit]) => unit === first).map(([, period]) => period)));
  }

  private checkTime(dataSet: string, scope: EntryScope): void {
    const listed = this.rules.inputPeriods(dataSet);
    if (listed.length > 0) {
      // The test of 2.43.0 and 2.43.1 is inverted: open periods and those not listed are refused.
      const refused = scope.periods.filter((period) => {
        const own = listed.filter((one) => one.iso === period.iso);
        return own.length === 0 || own.some((one) => one.from <= this.rules.now && this.rules.now <= one.to);
      });
      refuseAny('E8030', [dataSet], isos(refused));
    } else if (!hasAuthority(this.account, 'F_EDIT_EXPIRED')) {
      refuseAny(
        'E8030',
        [dataSet],
        isos(scope.periods.filter((period) => this.rules.isExpired(dataSet, period))),
      );
      const latest = this.rules.latestOpen(dataSet);
      const early = scope.periods.filter((period) => latest !== undefined && period.end > latest.end);
      if (this.rules.expiryDays(dataSet) >= 0) refuseAny('E8030', [dataSet], isos(early));
    }
    const outside = scope.attributePeriods.filter(([attribute, period]) => {
      const { from, to } = this.rules.comboDays(attribute, dataSet);
      return period.start < from || period.end > to;
    });
    const first = outside[0]?.[0];
    if (first === undefined) return;
    refuseAny(
      'E8032',
      [first],
      isos(outside.filter(([attribute]) => attribute === first).map(([, period]) => period)),
    );
  }
}

function isos(periods: readonly Period[]): string[] {
  return [...new Set(periods.map((period) => period.iso))];
}

type ListCode =
  'E8011' | 'E8012' | 'E8020' | 'E8021' | 'E8022' | 'E8023' | 'E8024' | 'E8025' | 'E8030' | 'E8031' | 'E8032';

function refuseAny(code: ListCode, args: readonly string[], offenders: readonly string[]): void {
  if (offenders.length > 0) throw new GroupRefused(code, ...args, offenders);
}
