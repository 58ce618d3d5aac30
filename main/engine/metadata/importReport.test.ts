import { describe, expect, it } from 'vitest';
import { readImportAnswer } from './importReport';
import { readVerdict } from './importVerdict';

const stats = { created: 1, updated: 2, deleted: 0, ignored: 3, total: 6 };
const failing = {
  responseType: 'ImportReport',
  status: 'ERROR',
  stats,
  typeReports: [
    {
      klass: 'org.hisp.dhis.dataelement.DataElement',
      stats,
      objectReports: [
        {
          klass: 'org.hisp.dhis.dataelement.DataElement',
          index: 0,
          uid: 'abcdefghij1',
          errorReports: [{ message: 'Invalid reference', errorCode: 'E5002' }, { message: 'And more' }],
        },
      ],
    },
  ],
};

describe('readImportAnswer', () => {
  it('reads the report of an import that failed, object by object', () => {
    expect(readImportAnswer({ status: 409, body: { status: 'WARNING', response: failing } })).toEqual({
      kind: 'report',
      report: {
        status: 'ERROR',
        created: 1,
        updated: 2,
        deleted: 0,
        ignored: 3,
        errors: [
          {
            key: 'dataElements/abcdefghij1',
            type: 'dataElements',
            id: 'abcdefghij1',
            code: 'E5002',
            message: 'Invalid reference',
          },
          { key: 'dataElements/abcdefghij1', type: 'dataElements', id: 'abcdefghij1', message: 'And more' },
        ],
      },
    });
  });

  it('reads a refusal without a report', () => {
    const body = { status: 'ERROR', message: 'not-null constraint', errorCode: 'E0000' };
    expect(readImportAnswer({ status: 409, body })).toEqual({
      kind: 'refused',
      words: 'not-null constraint',
      code: 'E0000',
    });
  });

  it.each([
    ['no object', []],
    ['no response', { status: 'OK' }],
    ['an unknown status', { response: { status: 'FINE', stats } }],
    ['no counts', { response: { status: 'OK', stats: {} } }],
    ['a count that is no count', { response: { status: 'OK', stats: { ...stats, created: -1 } } }],
    ['type reports that are no list', { response: { status: 'OK', stats, typeReports: {} } }],
    ['OK with errors', { response: { ...failing, status: 'OK' } }],
  ])('is unreadable with %s', (_name, body) => {
    expect(readImportAnswer({ status: 200, body })).toEqual({ kind: 'unreadable' });
  });
});

describe('readVerdict', () => {
  const read = (body: unknown, own: readonly string[]) =>
    readVerdict({ ok: true, value: { status: 409, body } }, new Set(own), 'host').kind;

  it('blames the objects that the report names', () => {
    expect(read({ response: failing }, ['dataElements/abcdefghij1'])).toBe('errors');
  });

  it('blames nobody when the report names somebody else or nobody', () => {
    expect(read({ response: failing }, ['dataElements/other000001'])).toBe('refused');
    expect(read({ response: { ...failing, typeReports: [] } }, ['dataElements/abcdefghij1'])).toBe('refused');
  });

  it('never takes an unreadable answer for a sound one', () => {
    expect(read({}, [])).toBe('failed');
    expect(read({ response: { ...failing, status: 'OK', typeReports: [] } }, [])).toBe('sound');
  });
});
