import type { Secrets } from './ports';

/** The same secrets, each told to `log` when it is read, so that no line can hold it from then on. */
export function maskedSecrets(secrets: Secrets, log: { protect(secret: string): void }): Secrets {
  return {
    read: async (connectionId) => {
      const secret = await secrets.read(connectionId);
      if (secret.ok) log.protect(secret.value);
      return secret;
    },
  };
}
