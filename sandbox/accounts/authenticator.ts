import type { IncomingMessage } from 'node:http';
import type { SandboxContext } from '../context';
import { json } from '../http/sandboxResponse';
import type { SandboxResponse } from '../http/sandboxResponse';
import type { Account } from '../model';

/** What the credentials of a request came to. */
export type Authentication =
  | { readonly result: 'accepted'; readonly account: Account; readonly setCookie?: string }
  /** No credentials at all: 302 to the login page, or 401 when the request says it comes from a script. */
  | { readonly result: 'anonymous'; readonly byScript: boolean }
  | {
      readonly result: 'refused';
      readonly status: 400 | 401;
      readonly message: string;
      readonly challenge?: string;
    };

const nobody: Account = {
  userId: '',
  username: 'anonymous',
  password: '',
  authorities: [],
  twoFactor: 'off',
  state: 'active',
};

/** Sessions last 3600 s without use, the DHIS2 default. */
const sessionMillis = 3_600_000;

interface Session {
  readonly username: string;
  lastUsed: number;
}

/** Basic authentication, personal access tokens and session cookies, as DHIS2 judges them. */
export class Authenticator {
  private readonly sessions = new Map<string, Session>();
  private readonly context: SandboxContext;

  constructor(context: SandboxContext) {
    this.context = context;
  }

  /** Judges the credentials of a request. */
  authenticate(incoming: IncomingMessage, path: string): Authentication {
    const byScript = incoming.headers['x-requested-with'] === 'XMLHttpRequest';
    const header = incoming.headers.authorization;
    if (header?.startsWith('ApiToken ') === true)
      return this.byToken(header.slice('ApiToken '.length).trim());
    const session = this.bySession(incoming.headers.cookie);
    if (header?.startsWith('Basic ') === true) {
      return this.byPassword(header.slice('Basic '.length), session, path);
    }
    if (session !== undefined) return { result: 'accepted', account: session };
    return { result: 'anonymous', byScript };
  }

  /** The account behind an accepted request, or one without any authority. */
  accountOf(authentication: Authentication): Account {
    return authentication.result === 'accepted' ? authentication.account : nobody;
  }

  /** The answer to a request that is not let in. */
  refuse(authentication: Exclude<Authentication, { readonly result: 'accepted' }>): SandboxResponse {
    if (authentication.result === 'anonymous') {
      if (authentication.byScript) return unauthorized('Unauthorized');
      return { status: 302, headers: { location: this.loginPath() }, body: '' };
    }
    if (authentication.status === 400) {
      return json(
        {
          httpStatus: 'Bad Request',
          httpStatusCode: 400,
          status: 'ERROR',
          message: authentication.message,
        },
        400,
      );
    }
    return unauthorized(authentication.message, authentication.challenge);
  }

  /** Where this line sends a browser to log in. */
  loginPath(): string {
    if (this.context.atLeast('2.43')) return '/login/';
    return this.context.atLeast('2.41') ? '/dhis-web-login' : '/dhis-web-commons/security/login.action';
  }

  /** Opens a session for an account and gives the cookie of it. */
  openSession(account: Account): string {
    const id = this.context.random.characters('0123456789ABCDEF', 32);
    this.sessions.set(id, { username: account.username, lastUsed: Date.now() });
    return `JSESSIONID=${id}; Path=/; HttpOnly; SameSite=Lax`;
  }

  /** Judges a user name and password; undefined means they are right. */
  passwordProblem(username: string, password: string): string | undefined {
    const account = this.context.accounts.withUsername(username);
    if (account?.password !== password) return 'Unauthorized';
    if (account.state !== 'active') return `Account ${account.state}`;
    return account.twoFactor === 'on' ? 'Unauthorized' : undefined;
  }

  private byPassword(encoded: string, session: Account | undefined, path: string): Authentication {
    const decoded = Buffer.from(encoded, 'base64').toString('utf8');
    const colon = decoded.indexOf(':');
    const username = colon < 0 ? decoded : decoded.slice(0, colon);
    const password = colon < 0 ? '' : decoded.slice(colon + 1);
    // A session of the same user spares the password hashing, as in DHIS2.
    if (session?.username === username) return { result: 'accepted', account: session };
    const problem = this.passwordProblem(username, password);
    const account = this.context.accounts.withUsername(username);
    if (problem !== undefined || account === undefined) {
      return { result: 'refused', status: 401, message: problem ?? 'Unauthorized' };
    }
    if (path === '/api/ping') return { result: 'accepted', account };
    return { result: 'accepted', account, setCookie: this.openSession(account) };
  }

  private bySession(cookies: string | undefined): Account | undefined {
    const id = /(?:^|;\s*)JSESSIONID=([^;]+)/.exec(cookies ?? '')?.[1];
    const session = id === undefined ? undefined : this.sessions.get(id);
    if (id === undefined || session === undefined) return undefined;
    if (Date.now() - session.lastUsed > sessionMillis) {
      this.sessions.delete(id);
      return undefined;
    }
    session.lastUsed = Date.now();
    return this.context.accounts.withUsername(session.username);
  }

  private byToken(token: string): Authentication {
    const challenge = 'ApiToken';
    if (!/^d2p[A-Za-z0-9]*_?[A-Za-z0-9]{20,}$/.test(token)) {
      return { result: 'refused', status: 400, message: 'Api token is malformed' };
    }
    const account = this.context.accounts.withToken(token);
    if (account === undefined) {
      return { result: 'refused', status: 401, message: 'The API token does not exists', challenge };
    }
    if (account.tokenExpires !== undefined && account.tokenExpires < Date.now()) {
      return {
        result: 'refused',
        status: 401,
        message: 'Failed to authenticate API token, token has expired.',
        challenge,
      };
    }
    if (account.twoFactor === 'on' || account.state !== 'active') {
      return {
        result: 'refused',
        status: 401,
        message: 'The API token is disabled, locked or 2FA is enabled.',
        challenge,
      };
    }
    return { result: 'accepted', account };
  }
}

function unauthorized(message: string, challenge?: string): SandboxResponse {
  return json(
    { httpStatus: 'Unauthorized', httpStatusCode: 401, status: 'ERROR', message },
    401,
    challenge === undefined ? {} : { 'www-authenticate': challenge },
  );
}
