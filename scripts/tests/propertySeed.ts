import fc from 'fast-check';

/*
 * Set up before each test file: what a change breaks must show on that change, so `npm test` draws the same examples
 * each time. New ones are drawn by `npm run test:long`; a failure names its seed, and becomes a fixed example.
 */
if (process.env['PASSERELLE_LONG'] !== '1')
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_123 });
