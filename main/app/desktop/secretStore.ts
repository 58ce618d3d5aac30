import type { Problem } from '../../../shared/model/problem';
import { problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { SecretStore } from '../../engine/enginePort';
import type { Clock, Log } from '../../engine/ports';
import { unreadableSecret } from './cipher';
import type { OsStore } from './cipher';
import { readSecretFile, writeSecretFile } from './secretFile';
import type { KeptSecret, SecretFile } from './secretFile';

/** What {@link openSecretStore} needs. */
export interface SecretStoreNeeds {
  readonly osStore: OsStore;
  /** Path of `secrets.json`. */
  readonly path: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** The secrets of all connections, and what was found unreadable when they were opened. */
export interface OpenSecrets {
  readonly store: SecretStore;
  readonly problems: readonly Problem[];
}

/**
 * Opens the secrets: encrypted by the OS store where there is one, else in memory until the program ends. Values that
 * cannot be read now stay in the file and are named; nothing is dropped unless its connection is removed.
 */
export async function openSecretStore({ osStore, path, clock, log }: SecretStoreNeeds): Promise<OpenSecrets> {
  const { file, problems } = await readSecretFile(path, clock.now());
  const unreadable = new Set<string>();
  for (const [connectionId, kept] of Object.entries(file.secrets)) {
    const secret = await decrypt(osStore, connectionId, kept);
    if (!secret.ok) unreadable.add(connectionId);
  }
  const store = new FileSecretStore(osStore, path, clock, log, file, unreadable);
  const lost = [...unreadable].map((id) => unreadableSecret(id, file.secrets[id]?.backend ?? '?', osStore));
  return { store, problems: [...problems, ...lost] };
}

class FileSecretStore implements SecretStore {
  readonly kind: SecretStore['kind'];
  readonly backend: string;
  readonly #session = new Map<string, string>();
  readonly #osStore: OsStore;
  readonly #path: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #unreadable: Set<string>;
  #file: SecretFile;
  /** Changes follow one another: each is written from the content the one before left. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    osStore: OsStore,
    path: string,
    clock: Clock,
    log: Log,
    file: SecretFile,
    unreadable: Set<string>,
  ) {
    this.kind = osStore.kind === 'available' ? 'os-store' : 'this-session';
    this.backend = osStore.kind === 'available' ? osStore.cipher.backend : osStore.backend;
    this.#osStore = osStore;
    this.#path = path;
    this.#clock = clock;
    this.#log = log;
    this.#file = file;
    this.#unreadable = unreadable;
  }

  async read(connectionId: string): Promise<Result<string, Problem>> {
    const inMemory = this.#session.get(connectionId);
    if (inMemory !== undefined) return succeed(inMemory);
    const kept = this.#keptSecret(connectionId);
    if (kept === undefined) return fail(missing(connectionId));
    const secret = await decrypt(this.#osStore, connectionId, kept);
    if (secret.ok) this.#unreadable.delete(connectionId);
    else this.#unreadable.add(connectionId);
    return secret;
  }

  save(connectionId: string, secret: string): Promise<Result<'os-store' | 'this-session', Problem>> {
    return this.#inTurn(async () => {
      const encrypted = await this.#encrypt(secret);
      const file = this.#without(
        connectionId,
        encrypted === undefined ? 'set-all-aside' : 'set-unreadable-aside',
      );
      const next: SecretFile =
        encrypted === undefined ? file : { ...file, secrets: { ...file.secrets, [connectionId]: encrypted } };
      const written = await this.#write(next);
      if (!written.ok) return written;
      this.#unreadable.delete(connectionId);
      if (encrypted !== undefined) {
        this.#session.delete(connectionId);
        return succeed('os-store');
      }
      this.#session.set(connectionId, secret);
      return succeed('this-session');
    });
  }

  remove(connectionId: string): Promise<Result<null, Problem>> {
    return this.#inTurn(async () => {
      const file = this.#without(connectionId, 'forget');
      const setAside = file.setAside.filter((old) => old.connectionId !== connectionId);
      const written = await this.#write({ ...file, setAside });
      if (!written.ok) return written;
      this.#session.delete(connectionId);
      this.#unreadable.delete(connectionId);
      return written;
    });
  }

  kept(connectionId: string): 'os-store' | 'this-session' | 'none' {
    if (this.#session.has(connectionId)) return 'this-session';
    const readable = this.#keptSecret(connectionId) !== undefined && !this.#unreadable.has(connectionId);
    return readable ? 'os-store' : 'none';
  }

  #keptSecret(connectionId: string): KeptSecret | undefined {
    return Object.hasOwn(this.#file.secrets, connectionId) ? this.#file.secrets[connectionId] : undefined;
  }

  /** The ciphertext, or `undefined` where there is no store or it refused: the secret is then kept in memory. */
  async #encrypt(secret: string): Promise<KeptSecret | undefined> {
    if (this.#osStore.kind === 'none') return undefined;
    const { cipher } = this.#osStore;
    try {
      const value = Buffer.from(await cipher.encrypt(secret)).toString('base64');
      return { backend: cipher.backend, value };
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      this.#log.write({
        level: 'ERROR',
        module: 'app',
        code: 'secret-not-encrypted',
        params: { backend: cipher.backend, cause },
      });
      return undefined;
    }
  }

  /** The file without this connection's value. A value that cannot be read, or that memory replaces, is set aside. */
  #without(connectionId: string, old: 'forget' | 'set-unreadable-aside' | 'set-all-aside'): SecretFile {
    const kept = this.#keptSecret(connectionId);
    if (kept === undefined) return this.#file;
    const secrets = Object.fromEntries(
      Object.entries(this.#file.secrets).filter(([id]) => id !== connectionId),
    );
    const aside =
      old === 'set-all-aside' || (old === 'set-unreadable-aside' && this.#unreadable.has(connectionId));
    const at = new Date(this.#clock.now()).toISOString();
    const setAside = aside ? [...this.#file.setAside, { ...kept, connectionId, at }] : this.#file.setAside;
    return { ...this.#file, secrets, setAside };
  }

  async #write(next: SecretFile): Promise<Result<null, Problem>> {
    if (next === this.#file) return succeed(null);
    const written = await writeSecretFile(this.#path, next);
    if (written.ok) this.#file = next;
    return written;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}

/** The secret in clear, or why it cannot be read; a value of another store is never handed to this one. */
async function decrypt(
  osStore: OsStore,
  connectionId: string,
  kept: KeptSecret,
): Promise<Result<string, Problem>> {
  if (osStore.kind === 'none' || osStore.cipher.backend !== kept.backend) {
    return fail(unreadableSecret(connectionId, kept.backend, osStore));
  }
  try {
    return succeed(await osStore.cipher.decrypt(Buffer.from(kept.value, 'base64')));
  } catch {
    // The store's message may hold key material; the backend's name is enough to act on.
    return fail(unreadableSecret(connectionId, kept.backend, osStore));
  }
}

function missing(connectionId: string): Problem {
  return problem('secret-missing', { connection: connectionId });
}
