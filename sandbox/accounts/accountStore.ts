import type { Account } from '../model';

/** The accounts of one server, found by user name, token or user UID. */
export class AccountStore {
  private readonly byName = new Map<string, Account>();
  private readonly byToken = new Map<string, Account>();
  private readonly byUser = new Map<string, Account>();

  constructor(accounts: Iterable<Account>) {
    for (const account of accounts) this.put(account);
  }

  /** Adds or replaces an account; its old token stops working when the new one differs. */
  put(account: Account): void {
    const before = this.byName.get(account.username);
    if (before?.token !== undefined) this.byToken.delete(before.token);
    this.byName.set(account.username, account);
    this.byUser.set(account.userId, account);
    if (account.token !== undefined) this.byToken.set(account.token, account);
  }

  /** Every account, in the order they were added. */
  all(): readonly Account[] {
    return [...this.byName.values()];
  }

  withUsername(username: string): Account | undefined {
    return this.byName.get(username);
  }

  withToken(token: string): Account | undefined {
    return this.byToken.get(token);
  }

  withUserId(userId: string): Account | undefined {
    return this.byUser.get(userId);
  }
}
