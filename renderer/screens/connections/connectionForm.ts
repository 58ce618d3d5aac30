import { z } from 'zod';
import type { ConnectionInput, ConnectionView } from '../../../shared/ipc/contract';

// zod may compile validators with `new Function`; the content security policy forbids it.
z.config({ jitless: true });

/** Names of the form's error texts, under `screens.connections.error`. */
export const connectionErrors = [
  'required',
  'tooLong',
  'url',
  'urlScheme',
  'urlCredentials',
  'urlQuery',
  'consent',
  'secret',
] as const;
/** One of {@link connectionErrors}. */
export type ConnectionError = (typeof connectionErrors)[number];

const message = (name: ConnectionError): { message: ConnectionError } => ({ message: name });

function urlError(text: string): ConnectionError | undefined {
  if (text.includes('://') && !/^https?:/iu.test(text)) return 'urlScheme';
  if (!URL.canParse(text)) return 'url';
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'url';
  if (url.username !== '' || url.password !== '') return 'urlCredentials';
  if (text.includes('?') || text.includes('#')) return 'urlQuery';
  return undefined;
}

/** Whether a secret sent to this address would travel unprotected. */
export function isPlainHttp(url: string): boolean {
  return /^http:/iu.test(url.trim());
}

/** What the connection form holds and demands; `secretEntry` says whether a secret is being entered. */
export const connectionFormSchema = z
  .object({
    name: z.string().trim().min(1, message('required')).max(100, message('tooLong')),
    url: z.string().trim().min(1, message('required')).max(500, message('tooLong')),
    allowHttp: z.boolean(),
    authType: z.enum(['basic', 'token']),
    username: z.string().trim().max(255, message('tooLong')),
    secretEntry: z.enum(['kept', 'entered']),
    secret: z.string().max(1000, message('tooLong')),
  })
  .superRefine((form, context) => {
    const wrongUrl = form.url === '' ? undefined : urlError(form.url);
    if (wrongUrl !== undefined) context.addIssue({ code: 'custom', path: ['url'], message: wrongUrl });
    else if (isPlainHttp(form.url) && !form.allowHttp)
      context.addIssue({ code: 'custom', path: ['allowHttp'], message: 'consent' });
    if (form.authType === 'basic' && form.username === '')
      context.addIssue({ code: 'custom', path: ['username'], message: 'required' });
    if (form.secretEntry === 'entered' && form.secret === '')
      context.addIssue({ code: 'custom', path: ['secret'], message: 'secret' });
  });

/** Values of the connection form. */
export type ConnectionForm = z.infer<typeof connectionFormSchema>;

/** What the form shows at first: an empty one, or that of a saved connection, whose secret is never shown. */
export function connectionFormOf(saved: ConnectionView | undefined): ConnectionForm {
  return {
    name: saved?.name ?? '',
    url: saved?.url ?? '',
    allowHttp: saved?.allowHttp ?? false,
    authType: saved?.auth.type ?? 'basic',
    username: saved?.auth.type === 'basic' ? saved.auth.username : '',
    secretEntry: saved?.hasSecret === true ? 'kept' : 'entered',
    secret: '',
  };
}

/** The connection as main takes it; a kept secret is not part of it. */
export function connectionInputOf(form: ConnectionForm, id: string | undefined): ConnectionInput {
  return {
    ...(id === undefined ? {} : { id }),
    name: form.name.trim(),
    url: form.url.trim(),
    allowHttp: isPlainHttp(form.url) && form.allowHttp,
    auth: form.authType === 'basic' ? { type: 'basic', username: form.username.trim() } : { type: 'token' },
    ...(form.secretEntry === 'entered' && form.secret !== '' ? { secret: form.secret } : {}),
  };
}
