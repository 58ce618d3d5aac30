import type { SandboxContext } from '../context';
import type { TypeSchema } from '../metadata/schema/typeNotation';
import { isRecord, isSuperuser } from '../model';
import type { Account, MetadataObject } from '../model';

/** Whether sharing lets an account do something (`r` read, `w` write) with the metadata object. */
export function sharingAllows(
  context: SandboxContext,
  account: Account,
  type: TypeSchema,
  object: MetadataObject,
  right: 'r' | 'w',
): boolean {
  if (isSuperuser(account)) return true;
  const sharing = object['sharing'];
  if (!type.members.has('sharing') || !isRecord(sharing)) return true;
  const grants = (access: unknown): boolean =>
    typeof access === 'string' && access.slice(0, 2).includes(right);
  if (grants(sharing['public']) || sharing['owner'] === account.userId) return true;
  const accessOf = (accesses: unknown, id: string): unknown => {
    const entry = isRecord(accesses) ? accesses[id] : undefined;
    return isRecord(entry) ? entry['access'] : undefined;
  };
  if (grants(accessOf(sharing['users'], account.userId))) return true;
  const groups = context.metadata.references.holdersIn('users', account.userId, 'userGroups', 'users');
  return groups.some((group) => grants(accessOf(sharing['userGroups'], group)));
}
