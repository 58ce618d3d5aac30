import { problem } from '../../shared/model/problem';
import { fail, succeed } from '../../shared/result';
import type { SecretStore } from './enginePort';

/** Secrets in memory only: gone when the program ends. `reason` says why no OS store is used. */
export function createSessionSecrets(reason: string): SecretStore {
  const secrets = new Map<string, string>();
  return {
    kind: 'this-session',
    backend: reason,
    read: (id) => {
      const secret = secrets.get(id);
      return Promise.resolve(
        secret === undefined
          ? fail(problem('secret-missing', { place: id, reason: 'not-set' }))
          : succeed(secret),
      );
    },
    save: (id, secret) => {
      secrets.set(id, secret);
      return Promise.resolve(succeed('this-session'));
    },
    remove: (id) => {
      secrets.delete(id);
      return Promise.resolve(succeed(null));
    },
    kept: (id) => (secrets.has(id) ? 'this-session' : 'none'),
  };
}
