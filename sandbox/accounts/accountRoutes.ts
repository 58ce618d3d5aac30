import { ObjectView } from '../export/objectView';
import { parseFields, presetSelection } from '../export/fieldSelection';
import type { SandboxContext } from '../context';
import { jsonBody } from '../http/router';
import type { Route, SandboxRequest } from '../http/router';
import { json, webMessage } from '../http/sandboxResponse';
import type { SandboxResponse } from '../http/sandboxResponse';
import { hasAuthority, isRecord, isSuperuser } from '../model';
import type { Account } from '../model';
import type { Authenticator } from './authenticator';

/** The account itself: `/api/me`, its authorities, personal access tokens and, from 2.41, the JSON login. */
export function accountRoutes(authenticator: Authenticator): readonly Route[] {
  return [
    { method: 'GET', pattern: '/api/me', handle: (request, server) => me(request, server) },
    { method: 'GET', pattern: '/api/me.json', handle: (request, server) => me(request, server) },
    {
      method: 'GET',
      pattern: '/api/me/authorities',
      handle: (request) => json(authoritiesOf(request.account)),
    },
    {
      method: 'GET',
      pattern: '/api/me/authorities/:name',
      handle: (request) => json(hasAuthority(request.account, request.param('name'))),
    },
    { method: 'POST', pattern: '/api/apiToken', handle: (request, server) => createToken(request, server) },
    { method: 'POST', pattern: '/api/apiTokens', handle: (request, server) => createToken(request, server) },
    {
      method: 'POST',
      pattern: '/api/auth/login',
      access: 'open',
      handle: (request, server) => login(request, server, authenticator),
    },
  ];
}

const settings = { keyUiLocale: 'en', keyDbLocale: 'en', keyAnalysisDisplayProperty: 'name' };

function authoritiesOf(account: Account): readonly string[] {
  return isSuperuser(account)
    ? [...account.authorities, 'F_METADATA_EXPORT', 'F_DATAVALUE_ADD']
    : account.authorities;
}

function me(request: SandboxRequest, server: SandboxContext): SandboxResponse {
  const type = server.schemas.require('users');
  const stored = server.metadata.stored('users', request.account.userId);
  const view = new ObjectView(server, { sharing: 'kept', defaults: 'included' });
  const fields = request.query.all('fields');
  const selection = fields.length === 0 ? presetSelection('all') : parseFields(fields);
  const written = stored === undefined ? { id: request.account.userId } : view.write(type, stored, selection);
  const computed = {
    authorities: authoritiesOf(request.account),
    settings,
    programs: [...server.metadata.all('programs')].map(({ id }) => id),
    dataSets: [...server.metadata.all('dataSets')].map(({ id }) => id),
    twoFactorType: request.account.twoFactor === 'on' ? 'TOTP_ENABLED' : 'NOT_ENABLED',
  };
  const wanted = Object.entries(computed).filter(
    ([name]) => (selection.presets.size > 0 || selection.named.has(name)) && !selection.excluded.has(name),
  );
  return json({ ...written, ...Object.fromEntries(wanted) });
}

/** Tokens live 30 days unless the request says otherwise. */
const tokenMillis = 30 * 24 * 3_600_000;

function createToken(request: SandboxRequest, server: SandboxContext): SandboxResponse {
  const body = request.body.length === 0 ? {} : jsonBody(request);
  const asked = isRecord(body) ? body['expire'] : undefined;
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const key = `d2pat_${server.random.characters(letters, 32)}${server.random.characters('0123456789', 10)}`;
  server.accounts.put({
    ...request.account,
    token: key,
    tokenExpires: typeof asked === 'number' ? asked : Date.now() + tokenMillis,
  });
  return webMessage(201, {
    status: 'OK',
    message: 'API token created.',
    response: { responseType: 'ApiTokenCreationResponse', key, uid: server.random.uid() },
  });
}

function login(
  request: SandboxRequest,
  server: SandboxContext,
  authenticator: Authenticator,
): SandboxResponse {
  if (!server.atLeast('2.41')) return webMessage(404, { status: 'ERROR', message: 'Not found' });
  const body = jsonBody(request);
  const text = (name: string): string => {
    const value = isRecord(body) ? body[name] : undefined;
    return typeof value === 'string' ? value : '';
  };
  const account = server.accounts.withUsername(text('username'));
  if (account?.password !== text('password')) {
    return webMessage(401, { status: 'ERROR', message: 'Bad credentials' });
  }
  if (account.state !== 'active') return json({ loginStatus: `ACCOUNT_${account.state.toUpperCase()}` });
  if (account.twoFactor === 'on') return json({ loginStatus: 'INCORRECT_TWO_FACTOR_CODE_TOTP' });
  const response = json({ loginStatus: 'SUCCESS', redirectUrl: '/' });
  return {
    ...response,
    headers: { ...response.headers, 'set-cookie': [authenticator.openSession(account)] },
  };
}
