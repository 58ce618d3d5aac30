import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Authenticator } from './accounts/authenticator';
import { AccountStore } from './accounts/accountStore';
import type { SandboxContext, ValueHolder } from './context';
import type { FaultRule } from './faults/fault';
import { FaultPlan } from './faults/faultPlan';
import { Router } from './http/router';
import type { Route } from './http/router';
import type { RequestRecord } from './http/requestLog';
import { serveRequest } from './http/serveRequest';
import { MetadataStore } from './metadata/metadataStore';
import { SchemaCatalogue } from './metadata/schema/schemaCatalogue';
import { fullVersions, isAtLeast, referenceIds } from './model';
import type { Account, ServerLine } from './model';
import { SeededRandom } from './seededRandom';
import { ServerClock } from './serverClock';
import type { TimeSource } from './serverClock';

/** What the routes of a server may need of it. */
export interface ServerParts {
  readonly context: SandboxContext;
  readonly authenticator: Authenticator;
  readonly faults: FaultPlan;
  readonly requests: readonly RequestRecord[];
}

/** What a server is made of. */
export interface SandboxServerOptions {
  readonly line: ServerLine;
  /** IANA zone the server's JVM runs in. */
  readonly timeZone: string;
  readonly seed: number;
  readonly accounts: readonly Account[];
  readonly faults?: readonly FaultRule[];
  readonly timeSource?: TimeSource;
  /** How faults wait; real time when absent. */
  readonly pause?: (millis: number) => Promise<void>;
  /** `systemId` of another server to be a clone of it; otherwise one of its own, as each installation has. */
  readonly systemId?: string;
  /** The routes, once the parts they need exist. */
  routes(parts: ServerParts): readonly Route[];
  /** Where unexpected failures of routes are reported; standard error when absent. */
  readonly complain?: (error: unknown) => void;
}

/** A server that is not listening yet, or is. */
export interface SandboxServer {
  readonly context: SandboxContext;
  readonly faults: FaultPlan;
  /** All requests served, those under /sandbox left out. */
  readonly requests: readonly RequestRecord[];
  /** Starts listening on 127.0.0.1 and gives the base URL. */
  listen(port: number): Promise<string>;
  /** Stops listening and closes what is open. */
  close(): Promise<void>;
}

/** Builds a server: its state, its routes and its HTTP listener. */
export function createSandboxServer(options: SandboxServerOptions): SandboxServer {
  const context = createContext(options);
  const authenticator = new Authenticator(context);
  const faults = new FaultPlan(options.faults);
  const requests: RequestRecord[] = [];
  const router = new Router(options.routes({ context, authenticator, faults, requests }));
  const complain = options.complain ?? ((error: unknown) => console.error(error));
  const http = createServer((incoming, outgoing) => {
    const serving = {
      context,
      router,
      authenticator,
      faults,
      record: (record: RequestRecord) => requests.push(record),
      complain,
      pause: options.pause ?? ((millis: number) => wait(millis)),
    };
    serveRequest(serving, incoming, outgoing).catch((error: unknown) => {
      complain(error);
      outgoing.destroy();
    });
  });
  return {
    context,
    faults,
    requests,
    listen: (port) =>
      new Promise((done, fail) => {
        http.once('error', fail);
        http.listen(port, '127.0.0.1', () => {
          http.off('error', fail);
          // A TCP server's address is an object; only a pipe's would be a string.
          done(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
        });
      }),
    close: () =>
      new Promise((done) => {
        http.close(() => done());
        http.closeAllConnections();
      }),
  };
}

function createContext(options: SandboxServerOptions): SandboxContext {
  const { line } = options;
  const random = new SeededRandom(options.seed);
  const clock = new ServerClock(options.timeZone, options.timeSource);
  const schemas = new SchemaCatalogue(line);
  const metadata = new MetadataStore(clock, schemas);
  const holders: ValueHolder[] = [];
  const unitsOf = (account: Account, member: string): readonly string[] =>
    referenceIds(metadata.get('users', account.userId)?.[member]);
  return {
    line,
    version: fullVersions[line],
    systemId: options.systemId ?? randomUUID(),
    clock,
    schemas,
    metadata,
    accounts: new AccountStore(options.accounts),
    random,
    atLeast: (than) => isAtLeast(line, than),
    captureOrgUnits: (account) => unitsOf(account, 'organisationUnits'),
    dataViewOrgUnits: (account) => unitsOf(account, 'dataViewOrganisationUnits'),
    addValueHolder: (holder) => holders.push(holder),
    loadValues: (values) => holders[0]?.load(values, clock.now(), metadata.defaultOptionCombo()) ?? 0,
    hasValuesFor: (plural, id) => holders.some((holder) => holder.hasValuesFor(plural, id)),
  };
}
