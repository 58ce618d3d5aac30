import { problem } from '../../../shared/model/problem';
import type { Problem } from '../../../shared/model/problem';
import { fail, succeed } from '../../../shared/result';
import type { Result } from '../../../shared/result';

/**
 * Reads a server's base address: http or https, no account, query or fragment inside; a trailing slash or `/api`
 * is taken off. http needs the operator's consent, since the secret would travel readable.
 */
export function readBaseUrl(address: string, allowHttp: boolean): Result<URL, Problem> {
  if (!URL.canParse(address)) return fail(problem('invalid-input', { field: 'url' }));
  const url = new URL(address);
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!isPlain || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return fail(problem('invalid-input', { field: 'url' }));
  }
  if (url.protocol === 'http:' && !allowHttp) return fail(problem('http-not-allowed', { host: url.host }));
  url.pathname = url.pathname.replace(/\/+$/u, '').replace(/\/api$/u, '');
  return succeed(url);
}
