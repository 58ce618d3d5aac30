import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placedSecrets } from './placedSecrets';
import { identifierOf, readSetup } from './readSetup';

const valid = {
  connections: [
    {
      name: 'source',
      url: 'http://127.0.0.1:9081',
      allowHttp: true,
      auth: { type: 'basic', username: 'admin', password: 'env:SOURCE_PASSWORD' },
    },
    { name: 'destination', url: 'https://example.org', auth: { type: 'token', token: 'file:./token' } },
  ],
  synchronisations: [
    {
      name: 'all',
      source: 'source',
      destination: 'destination',
      domains: ['aggregate', 'metadata'],
      mode: 'manual',
    },
  ],
};

function mistakesOf(setup: unknown): Record<string, string | number>[] {
  const result = readSetup(JSON.stringify(setup));
  return result.ok ? [] : result.error.map(({ code, params }) => ({ code, ...params }));
}

describe('readSetup', () => {
  it('reads the smallest valid file, metadata first', () => {
    const result = readSetup(JSON.stringify(valid));
    expect(result).toMatchObject({
      ok: true,
      value: {
        connections: [
          { id: 'source', auth: { type: 'basic', username: 'admin' } },
          { id: 'destination', allowHttp: false, auth: { type: 'token' } },
        ],
        synchronisations: [
          { id: 'all', domains: ['metadata', 'aggregate'], checkIntervalSeconds: 300, clone: 'not-a-clone' },
        ],
      },
    });
    expect(JSON.stringify(result)).not.toContain('SOURCE_PASSWORD');
  });

  it('names an unknown key and its place', () => {
    const setup = structuredClone(valid) as { connections: Record<string, unknown>[] };
    setup.connections[1] = { ...setup.connections[1], colour: 'red' };
    expect(mistakesOf(setup)).toEqual([
      { code: 'setup-invalid', place: 'connections[1].colour', reason: 'unknown-key', key: 'colour' },
    ]);
  });

  it('refuses domains and modes that are not built, by name', () => {
    const setup = {
      ...valid,
      synchronisations: [
        { ...valid.synchronisations[0], domains: ['metadata', 'tracker'], mode: 'scheduled' },
      ],
    };
    expect(mistakesOf(setup)).toEqual([
      { code: 'unsupported-domain', place: 'synchronisations[0].domains[1]', domain: 'tracker' },
      { code: 'unsupported-mode', place: 'synchronisations[0].mode', mode: 'scheduled' },
    ]);
  });

  it('refuses a secret written into the file and does not repeat it', () => {
    const setup = structuredClone(valid) as { connections: { auth: { password?: string } }[] };
    if (setup.connections[0] !== undefined) setup.connections[0].auth.password = 'hunter2';
    const result = readSetup(JSON.stringify(setup));
    expect(result).toMatchObject({ ok: false, error: [{ params: { reason: 'secret-in-plain-text' } }] });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  it('tells missing members, unknown connections, short intervals and doubled names', () => {
    const broken = {
      connections: [valid.connections[0], valid.connections[0]],
      synchronisations: [{ ...valid.synchronisations[0], destination: 'nowhere' }],
    };
    expect(mistakesOf(broken).map((one) => [one.place, one.reason])).toEqual([
      ['connections[1].name', 'duplicate-name'],
      ['synchronisations[0].destination', 'unknown-connection'],
    ]);
    const short = {
      ...valid,
      synchronisations: [{ ...valid.synchronisations[0], checkIntervalSeconds: 59 }],
    };
    expect(mistakesOf(short)).toMatchObject([{ place: 'synchronisations[0].checkIntervalSeconds' }]);
    expect(mistakesOf({ connections: valid.connections })).toMatchObject([
      { place: 'synchronisations', reason: 'missing' },
    ]);
    expect(readSetup('{').ok).toBe(false);
  });

  it('never throws, whatever the file holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(typeof readSetup(text).ok).toBe('boolean');
      }),
    );
  });

  it('makes identifiers that are safe as folder names', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (chosen) =>
        /^[A-Za-z0-9_-]{1,64}$/u.test(identifierOf(chosen)),
      ),
    );
  });
});

describe('placedSecrets', () => {
  it('reads the environment and files that only their owner may read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'passerelle-'));
    await writeFile(join(folder, 'token'), 'd2p_abc\n', { mode: 0o600 });
    const places = new Map([
      ['a', 'env:A'],
      ['b', 'env:B'],
      ['c', 'file:./token'],
      ['d', 'file:./none'],
    ]);
    const secrets = placedSecrets(places, folder, { A: 'secret' });
    expect(await secrets.read('a')).toEqual({ ok: true, value: 'secret' });
    expect(await secrets.read('b')).toMatchObject({ ok: false, error: { params: { reason: 'not-set' } } });
    expect(await secrets.read('c')).toEqual({ ok: true, value: 'd2p_abc' });
    expect(await secrets.read('d')).toMatchObject({
      ok: false,
      error: { params: { reason: 'file-unreadable' } },
    });
    await chmod(join(folder, 'token'), 0o644);
    expect(await secrets.read('c')).toMatchObject({
      ok: false,
      error: { params: { reason: 'file-readable-by-others' } },
    });
  });
});
