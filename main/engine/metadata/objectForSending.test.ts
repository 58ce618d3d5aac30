import { expect, it } from 'vitest';
import { objectForSending } from './objectForSending';
import type { SendingView } from './objectForSending';

const defaults = {
  categories: 'GLevLNI9wkl',
  categoryCombos: 'bjDvmb4bfuf',
  categoryOptions: 'xYerKDKCefk',
  categoryOptionCombos: 'HllvX50cXC0',
};
const same: SendingView = { source: defaults, destination: defaults, minors: [41, 40] };
const own: SendingView = {
  ...same,
  destination: { ...defaults, categoryOptionCombos: 'ownDefault1' },
};

it('sends content as it is', () => {
  const object = {
    id: 'abcdefghij1',
    name: 'Measles',
    zeroIsSignificant: false,
    legendSets: [],
    style: { icon: 'x' },
  };
  const { object: sent, takenAway } = objectForSending('dataElements', object, same);
  expect(sent).toEqual(object);
  expect(takenAway).toEqual({ userReferences: false, files: false, unknownMembers: [] });
});

it('takes away users, the server’s own members and files, and says so', () => {
  const { object, takenAway } = objectForSending(
    'organisationUnits',
    {
      id: 'abcdefghij1',
      created: '2020-01-01T00:00:00.000',
      lastUpdated: '2020-01-01T00:00:00.000',
      lastUpdatedBy: { id: 'user0000001' },
      image: { id: 'file0000001' },
      users: [{ id: 'user0000001' }],
    },
    same,
  );
  expect(object).toEqual({ id: 'abcdefghij1', created: '2020-01-01T00:00:00.000' });
  expect(takenAway).toEqual({ userReferences: true, files: true, unknownMembers: [] });
});

it('leaves behind what the destination’s version does not know, and says so when it had content', () => {
  const program = { id: 'abcdefghij1', eventLabel: 'Visit', noteLabel: null };
  const { object, takenAway } = objectForSending('programs', program, same);
  expect(object).toEqual({ id: 'abcdefghij1' });
  expect(takenAway.unknownMembers).toEqual(['eventLabel']);
});

it('names the destination’s default objects where the export left an empty reference or the source’s identifier', () => {
  const section = {
    id: 'abcdefghij1',
    greyedFields: [
      { dataElement: { id: 'element0001' }, categoryOptionCombo: {} },
      { dataElement: { id: 'element0002' }, categoryOptionCombo: { id: 'HllvX50cXC0' } },
      { dataElement: { id: 'element0003' }, categoryOptionCombo: { id: 'anothercoc1' } },
    ],
  };
  const fields = objectForSending('sections', section, own).object['greyedFields'];
  expect(fields).toEqual([
    { dataElement: { id: 'element0001' }, categoryOptionCombo: { id: 'ownDefault1' } },
    { dataElement: { id: 'element0002' }, categoryOptionCombo: { id: 'ownDefault1' } },
    { dataElement: { id: 'element0003' }, categoryOptionCombo: { id: 'anothercoc1' } },
  ]);
});

it('names the destination’s default objects inside expressions', () => {
  const indicator = { id: 'abcdefghij1', numerator: '#{element0001.HllvX50cXC0}' };
  expect(objectForSending('indicators', indicator, own).object['numerator']).toBe(
    '#{element0001.ownDefault1}',
  );
});
