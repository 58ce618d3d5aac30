import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';

/** Encrypts with a key that the operating system keeps; both throw when the store refuses. */
export interface Cipher {
  /** Name of the store behind it, written beside each value so that a change is noticed. */
  readonly backend: string;
  encrypt(secret: string): Promise<Uint8Array>;
  decrypt(value: Uint8Array): Promise<string>;
}

/** The OS store, or the name of what stands in its place. */
export type OsStore =
  | { readonly kind: 'available'; readonly cipher: Cipher }
  | { readonly kind: 'none'; readonly backend: string };

/**
 * The part of Electron's `safeStorage` we use. The asynchronous calls exist from Electron 45 on; the synchronous ones
 * go in a later release and serve the floor only.
 */
export interface SafeStorageLike {
  getSelectedStorageBackend?: () => string;
  isAsyncEncryptionAvailable?: () => Promise<boolean>;
  encryptStringAsync?: (secret: string) => Promise<Uint8Array>;
  decryptStringAsync?: (value: Buffer) => Promise<{ readonly result: string }>;
  isEncryptionAvailable?: () => boolean;
  encryptString?: (secret: string) => Uint8Array;
  decryptString?: (value: Buffer) => string;
}

const backendOfPlatform: Readonly<Record<string, string>> = { darwin: 'keychain', win32: 'dpapi' };

/**
 * Opens the store of the operating system; to be called once the app is ready. On Linux `basic_text` is no store:
 * its key is the same on every machine, so what it encrypts is only disguised.
 */
export async function openOsStore(safeStorage: SafeStorageLike, platform: string): Promise<OsStore> {
  const backend = backendOfPlatform[platform] ?? safeStorage.getSelectedStorageBackend?.() ?? 'unknown';
  if (backend === 'basic_text' || backend === 'unknown') return { kind: 'none', backend };
  const asynchronous = await openAsynchronous(safeStorage, backend);
  const store = asynchronous ?? openSynchronous(safeStorage, backend);
  return store ?? { kind: 'none', backend };
}

async function openAsynchronous(storage: SafeStorageLike, backend: string): Promise<OsStore | undefined> {
  const { isAsyncEncryptionAvailable, encryptStringAsync, decryptStringAsync } = storage;
  if (!isAsyncEncryptionAvailable || !encryptStringAsync || !decryptStringAsync) return undefined;
  if (!(await isAsyncEncryptionAvailable.call(storage))) return { kind: 'none', backend };
  return {
    kind: 'available',
    cipher: {
      backend,
      encrypt: (secret) => encryptStringAsync.call(storage, secret),
      decrypt: async (value) => (await decryptStringAsync.call(storage, Buffer.from(value))).result,
    },
  };
}

function openSynchronous(storage: SafeStorageLike, backend: string): OsStore | undefined {
  const { isEncryptionAvailable, encryptString, decryptString } = storage;
  if (!isEncryptionAvailable || !encryptString || !decryptString) return undefined;
  if (!isEncryptionAvailable.call(storage)) return undefined;
  return {
    kind: 'available',
    cipher: {
      backend,
      // Through a promise, so that what the store throws is a rejection as in the asynchronous calls.
      encrypt: (secret) => Promise.resolve().then(() => encryptString.call(storage, secret)),
      decrypt: (value) => Promise.resolve().then(() => decryptString.call(storage, Buffer.from(value))),
    },
  };
}

/** Why a kept secret cannot be read now: the store is gone, is another one, or does not know the key any more. */
export function unreadableSecret(connectionId: string, was: string, now: OsStore): Problem {
  const current = now.kind === 'available' ? now.cipher.backend : now.backend;
  return problem('secret-store-unavailable', { connection: connectionId, was, now: current });
}
