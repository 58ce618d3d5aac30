import { lookup } from 'node:dns/promises';
import { connect } from 'node:tls';
import { connectionTestSteps } from '../../../shared/model/connectionTest';
import type { ConnectionTestResult, ConnectionTestStep } from '../../../shared/model/connectionTest';
import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';
import type { Clock, Random } from '../ports';
import { readBaseUrl } from './baseUrl';
import { readAccount, readIdentity } from './connectServer';
import { transportFailure } from './failures';
import { createHttpClient } from './httpClient';
import type { Credentials } from './httpClient';

/** What a test needs to know; the values may be unsaved ones. */
export interface ConnectionTestInput {
  readonly url: string;
  readonly allowHttp: boolean;
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly random: Random;
  /** `systemId` seen at the last successful test or run, where there was one. */
  readonly knownSystemId?: string;
}

type Params = Readonly<Record<string, string | number>>;

/** A skew between this machine's clock and the server's that deserves a warning, in seconds. */
const notableSkewSeconds = 300;
/** A certificate that ends within this number of days deserves a warning. */
const notableDaysLeft = 21;

function daysOfCertificate(url: URL, signal: AbortSignal): Promise<Result<number, Problem>> {
  return new Promise((resolve) => {
    const port = url.port === '' ? 443 : Number(url.port);
    const socket = connect({ host: url.hostname, port, servername: url.hostname }, () => {
      const days = Math.floor((Date.parse(socket.getPeerCertificate().valid_to) - Date.now()) / 86_400_000);
      socket.destroy();
      resolve(succeed(days));
    });
    const give = (error: unknown) => {
      socket.destroy();
      resolve(fail(transportFailure(error, url.host, false).problem));
    };
    socket.once('error', give);
    socket.setTimeout(30_000, () => give(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    signal.addEventListener('abort', () => give(new Error('stopped')), { once: true });
  });
}

/**
 * Tests a connection step by step, each reported as it ends; after a failed step the rest is reported as skipped.
 * Never throws; nothing is written to the server.
 */
export async function testConnection(
  input: ConnectionTestInput,
  onStep: (result: ConnectionTestResult) => void,
  signal: AbortSignal,
): Promise<readonly ConnectionTestResult[]> {
  const results: ConnectionTestResult[] = [];
  const tell = (
    step: ConnectionTestStep,
    result: ConnectionTestResult['result'],
    params: Params = {},
    cause?: Problem,
  ) => {
    const entry: ConnectionTestResult = {
      step,
      result,
      params,
      ...(cause === undefined ? {} : { problem: cause }),
    };
    results.push(entry);
    onStep(entry);
  };
  const giveUp = (step: ConnectionTestStep, cause: Problem) => {
    tell(step, 'failed', {}, signal.aborted ? problem('stopped-by-operator') : cause);
    for (const later of connectionTestSteps.slice(connectionTestSteps.indexOf(step) + 1))
      tell(later, 'skipped');
    return results;
  };

  const address = readBaseUrl(input.url, input.allowHttp);
  if (!address.ok) return giveUp('address', address.error);
  const url = address.value;
  const isPlain = url.protocol === 'http:';
  tell('address', isPlain ? 'warning' : 'passed', { host: url.host, protocol: isPlain ? 'http' : 'https' });

  const found = await lookup(url.hostname.replace(/^\[|\]$/gu, '')).then(
    (entry) => succeed(entry.address),
    (error: unknown) => fail(transportFailure(error, url.hostname, false).problem),
  );
  if (!found.ok) return giveUp('name', found.error);
  tell('name', 'passed', { host: url.hostname, ip: found.value });

  if (isPlain) {
    tell('tls', 'skipped');
  } else {
    const days = await daysOfCertificate(url, signal);
    if (!days.ok) return giveUp('tls', days.error);
    tell('tls', days.value < notableDaysLeft ? 'warning' : 'passed', { daysLeft: days.value });
  }

  const client = createHttpClient({ ...input, baseUrl: url, readSilenceMs: 30_000, retryDelaysMs: [1000] });
  const startedAt = input.clock.now();
  const identity = await readIdentity(client, url.host, signal);
  const latencyMs = input.clock.now() - startedAt;
  if (!identity.ok) {
    client.close();
    // The first authenticated request: refused credentials belong to the account, whatever the step asked for.
    const ofAccount = identity.error.code === 'wrong-credentials' || identity.error.code === 'forbidden';
    if (ofAccount) tell('version', 'skipped');
    return giveUp(ofAccount ? 'account' : 'version', identity.error);
  }
  tell('version', 'passed', { version: identity.value.version, latencyMs });

  const account = await readAccount(client, url.host, signal);
  client.close();
  if (!account.ok) return giveUp('account', account.error);
  const { username, isSuperuser, orgUnitIds } = account.value;
  tell('account', 'passed', { username });
  // Without ALL the sharing filter hides objects silently, which would look like deletions.
  if (isSuperuser) tell('authorities', 'passed', { authority: 'ALL' });
  else
    tell(
      'authorities',
      'warning',
      { authority: 'ALL' },
      problem('missing-authority', { authority: 'ALL', username }),
    );
  if (orgUnitIds.length > 0) tell('org-units', 'passed', { count: orgUnitIds.length });
  else tell('org-units', 'warning', { count: 0 }, problem('account-without-org-units', { username }));
  const skewSeconds = Math.round((Date.parse(identity.value.serverInstant) - input.clock.now()) / 1000);
  const isSkewed = Math.abs(skewSeconds) > notableSkewSeconds;
  tell('clock', isSkewed ? 'warning' : 'passed', { skewSeconds, zone: identity.value.timeZone });
  const { systemId } = identity.value;
  const changed = input.knownSystemId !== undefined && input.knownSystemId !== systemId;
  if (changed)
    tell('identity', 'warning', { systemId }, problem('server-identity-changed', { host: url.host }));
  else tell('identity', 'passed', { systemId });
  return results;
}
