import type { SandboxContext } from '../context';
import { isRecord, isSuperuser, referenceIds } from '../model';
import type { Account, MetadataObject } from '../model';

/** Position of the data rights in an access string such as `rwrw----`. */
const dataRights = { read: [2, 'r'], write: [3, 'w'] } as const;

/** Whether an account may read or write the data of an object (data set, category option), by its sharing. */
export function mayUseData(
  context: SandboxContext,
  account: Account,
  object: MetadataObject | undefined,
  right: keyof typeof dataRights,
): boolean {
  if (isSuperuser(account) || object === undefined) return true;
  const { sharing } = object;
  if (!isRecord(sharing)) return false;
  if (sharing['owner'] === account.userId) return true;
  const [position, letter] = dataRights[right];
  const grants = (access: unknown): boolean =>
    typeof access === 'string' && access.charAt(position) === letter;
  const granted = (entries: unknown, ids: readonly string[]): boolean =>
    isRecord(entries) &&
    ids.some((id) => {
      const entry = entries[id];
      return isRecord(entry) && grants(entry['access']);
    });
  if (grants(sharing['public']) || granted(sharing['users'], [account.userId])) return true;
  return granted(sharing['userGroups'], groupsOf(context, account));
}

/** Option combos of whose options the account may not use the data of at least one: their rows stay hidden. */
export function closedOptionCombos(
  context: SandboxContext,
  account: Account,
  right: keyof typeof dataRights,
): ReadonlySet<string> {
  const closed = new Set<string>();
  if (isSuperuser(account)) return closed;
  const options = new Set<string>();
  for (const option of context.metadata.all('categoryOptions')) {
    if (!mayUseData(context, account, option, right)) options.add(option.id);
  }
  for (const combo of context.metadata.all('categoryOptionCombos')) {
    if (referenceIds(combo['categoryOptions']).some((id) => options.has(id))) closed.add(combo.id);
  }
  return closed;
}

function groupsOf(context: SandboxContext, account: Account): string[] {
  const groups: string[] = [];
  for (const group of context.metadata.all('userGroups')) {
    if (referenceIds(group['users']).includes(account.userId)) groups.push(group.id);
  }
  return groups;
}
