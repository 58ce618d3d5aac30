import { expect, test } from 'vitest';
import { synchronisationInputSchema } from '../../../shared/ipc/schemas';
import {
  synchronisationFormOf,
  synchronisationFormSchema,
  synchronisationInputOf,
} from './synchronisationForm';
import type { SynchronisationForm } from './synchronisationForm';

const valid: SynchronisationForm = {
  ...synchronisationFormOf(undefined),
  name: 'Mensuel',
  sourceId: 'nord',
  destinationId: 'national',
};

function errors(change: Partial<SynchronisationForm>): readonly string[] {
  const parsed = synchronisationFormSchema.safeParse({ ...valid, ...change });
  return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
}

test('a full form is accepted, also by main, with the domains in working order', () => {
  expect(errors({})).toEqual([]);
  const input = synchronisationInputOf({ ...valid, domains: ['aggregate', 'metadata'] }, undefined);
  expect(input.domains).toEqual(['metadata', 'aggregate']);
  expect(synchronisationInputSchema.safeParse(input).success).toBe(true);
});

test.each([
  [{ name: ' ' }, 'name required'],
  [{ sourceId: '' }, 'sourceId required'],
  [{ destinationId: 'nord' }, 'destinationId sameEnds'],
  [{ domains: [] }, 'domains domains'],
  [{ checkIntervalSeconds: 59 }, 'checkIntervalSeconds interval'],
  [{ checkIntervalSeconds: 60.5 }, 'checkIntervalSeconds interval'],
  [{ checkIntervalSeconds: 86_401 }, 'checkIntervalSeconds interval'],
  [{ checkIntervalSeconds: Number.NaN }, 'checkIntervalSeconds interval'],
] satisfies readonly [Partial<SynchronisationForm>, string][])('refuses %j: %s', (change, error) => {
  expect(errors(change)).toEqual([error]);
});
