import { describe, expect, test } from 'vitest';
import { connectionInputSchema } from '../../../shared/ipc/schemas';
import { connectionFormOf, connectionFormSchema, connectionInputOf } from './connectionForm';
import type { ConnectionForm } from './connectionForm';

const valid: ConnectionForm = {
  name: 'National',
  url: 'https://dhis2.example.org/dhis',
  allowHttp: false,
  authType: 'basic',
  username: 'sync',
  secretEntry: 'entered',
  secret: 'abc',
};

function errors(change: Partial<ConnectionForm>): readonly string[] {
  const parsed = connectionFormSchema.safeParse({ ...valid, ...change });
  return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
}

describe('connection form', () => {
  test('accepts a full form, and what it sends is what main accepts', () => {
    expect(errors({})).toEqual([]);
    expect(connectionInputSchema.safeParse(connectionInputOf(valid, undefined)).success).toBe(true);
    expect(connectionInputSchema.safeParse(connectionInputOf(valid, 'abc-1')).success).toBe(true);
  });

  test.each([
    [{ name: '  ' }, 'name required'],
    [{ url: '' }, 'url required'],
    [{ url: 'dhis2.example.org' }, 'url url'],
    [{ url: 'ftp://dhis2.example.org' }, 'url urlScheme'],
    [{ url: 'javascript:alert(1)' }, 'url url'],
    [{ url: 'https://a:b@dhis2.example.org' }, 'url urlCredentials'],
    [{ url: 'https://dhis2.example.org?a=1' }, 'url urlQuery'],
    [{ url: 'http://dhis2.example.org' }, 'allowHttp consent'],
    [{ url: 'HTTP://dhis2.example.org' }, 'allowHttp consent'],
    [{ username: '' }, 'username required'],
    [{ secret: '' }, 'secret secret'],
  ] satisfies readonly [Partial<ConnectionForm>, string][])('refuses %j: %s', (change, error) => {
    expect(errors(change)).toEqual([error]);
  });

  test('http is accepted with consent, which is only sent for http addresses', () => {
    expect(errors({ url: 'http://localhost:9081', allowHttp: true })).toEqual([]);
    expect(connectionInputOf({ ...valid, allowHttp: true }, undefined).allowHttp).toBe(false);
  });

  test('a kept secret is neither demanded nor sent', () => {
    const saved = connectionFormOf({
      id: 'n',
      name: 'N',
      url: 'https://a.example',
      allowHttp: false,
      auth: { type: 'token' },
      hasSecret: true,
      secretKept: 'os-store',
      usedBy: 0,
    });
    expect(connectionFormSchema.safeParse(saved).success).toBe(true);
    expect(connectionInputOf(saved, 'n')).not.toHaveProperty('secret');
  });
});
