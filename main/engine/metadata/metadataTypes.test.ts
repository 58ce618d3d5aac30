import { expect, it } from 'vitest';
import { metadataTypes, orderOf, typeOfKlass } from './metadataTypes';

it('names each type once, in the importer’s order', () => {
  const plurals = metadataTypes.map(({ plural }) => plural);
  expect(new Set(plurals).size).toBe(plurals.length);
  const orders = metadataTypes.map(({ order }) => order);
  expect(orders).toEqual([...orders].sort((a, b) => a - b));
  expect(orderOf('dataElements')).toBeLessThan(orderOf('dataSets'));
});

it('leaves out users and what belongs to one installation', () => {
  const plurals = new Set(metadataTypes.map(({ plural }) => plural));
  for (const plural of [
    'users',
    'userRoles',
    'userGroups',
    'apiToken',
    'jobConfigurations',
    'routes',
    'eventHooks',
  ]) {
    expect(plurals.has(plural)).toBe(false);
  }
});

it('knows types by simple and by qualified class name, old and new', () => {
  expect(typeOfKlass('DataElement')).toBe('dataElements');
  expect(typeOfKlass('org.hisp.dhis.dataelement.DataElement')).toBe('dataElements');
  expect(typeOfKlass('TrackedEntityInstanceFilter')).toBe(typeOfKlass('TrackedEntityFilter'));
  expect(typeOfKlass('User')).toBeUndefined();
});
