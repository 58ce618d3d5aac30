import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServerClock } from './serverClock';
import { startSandbox } from './startSandbox';
import { SandboxClient, at } from './testing/sandboxClient';
import { dataElement } from './testing/smallBundle';

const at1015 = Date.UTC(2026, 7, 21, 10, 15, 30, 123);

describe('trap 2: zone-less timestamps of the server, truncated to milliseconds', () => {
  it('metadata and system info speak local time, aggregate data UTC', () => {
    const clock = new ServerClock('Asia/Kolkata', () => at1015);
    const micros = at1015 * 1000 + 999;
    expect(clock.formatLocal(micros)).toBe('2026-08-21T15:45:30.123');
    expect(clock.formatUtc(micros)).toBe('2026-08-21T10:15:30.123+0000');
    expect(clock.formatWithOffset(micros)).toBe('2026-08-21T15:45:30.123+0530');
  });

  it('an object written in a second zone shows the wall clock of that zone', async () => {
    const sandbox = await startSandbox({
      version: '2.41',
      timeZone: 'Africa/Kinshasa',
      timeSource: () => at1015,
    });
    const client = new SandboxClient(sandbox);
    await client.post('/api/metadata', { dataElements: [dataElement('Element0001')] });
    const object = await client.get('/api/dataElements/Element0001?fields=lastUpdated');
    expect(at(object.body, 'lastUpdated')).toMatch(/^2026-08-21T11:15:30\.1\d\d$/);
    const info = await client.get('/api/system/info?fields=serverDate,serverTimeZoneId');
    expect(info.body).toMatchObject({ serverTimeZoneId: 'Africa/Kinshasa' });
    expect(at(info.body, 'serverDate')).toMatch(/^2026-08-21T11:15:30/);
    await sandbox.close();
  });

  it('keeps microseconds: what JSON shows is never later than what is stored, so inclusive queries find it', async () => {
    const sandbox = await startSandbox({ version: '2.41', timeSource: () => at1015 });
    const client = new SandboxClient(sandbox);
    await client.post('/api/metadata', { dataElements: [dataElement('Element0001')] });
    const shown = String(at((await client.get('/api/dataElements/Element0001')).body, 'lastUpdated'));
    const inclusive = await client.get(`/api/dataElements?filter=lastUpdated:ge:${shown}&fields=id`);
    const later = await client.get(`/api/dataElements?filter=lastUpdated:gt:${shown}&fields=id`);
    expect(at(inclusive.body, 'pager', 'total')).toBe(1);
    // Stored a few microseconds after the millisecond shown, hence "later" than it.
    expect(at(later.body, 'pager', 'total')).toBe(1);
    await sandbox.close();
  });
});

describe('dates as DHIS2 accepts them', () => {
  const clock = new ServerClock('Africa/Kinshasa');

  it.each([
    ['2026', Date.UTC(2025, 11, 31, 23)],
    ['2026-08', Date.UTC(2026, 6, 31, 23)],
    ['2026-08-21', Date.UTC(2026, 7, 20, 23)],
    ['20260821', Date.UTC(2026, 7, 20, 23)],
    ['2026-08-21T10', Date.UTC(2026, 7, 21, 9)],
    ['2026-08-21T10:15', Date.UTC(2026, 7, 21, 9, 15)],
    ['2026-08-21T10:15:30', Date.UTC(2026, 7, 21, 9, 15, 30)],
    ['2026-08-21T10:15:30.123', Date.UTC(2026, 7, 21, 9, 15, 30, 123)],
    ['2026-08-21T10:15:30.123Z', at1015],
    ['2026-08-21T10:15:30.123+00:00', at1015],
    ['2026-08-21T10:15:30.123+0000', at1015],
    ['2026-08-21T12:15:30.123+0200', at1015],
  ])('%s', (text, millis) => {
    expect(clock.parse(text)).toBe(millis * 1000);
  });

  it.each(['', 'yesterday', '2026-13-01', '2026-02-30', '2026-08-21T25:00', '10d'])('refuses %s', (text) => {
    expect(clock.parse(text)).toBeUndefined();
  });

  it('reads back what it writes, in any zone, outside the hour that comes twice', () => {
    const zones = ['UTC', 'Africa/Kinshasa', 'Asia/Kathmandu', 'America/Lima', 'Pacific/Apia'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2030, 0, 1) }),
        (zone, millis) => {
          const local = new ServerClock(zone);
          expect(local.formatLocal(local.parse(local.formatLocal(millis * 1000)) ?? 0)).toBe(
            local.formatLocal(millis * 1000),
          );
        },
      ),
    );
  });

  it('never gives the same microsecond twice, and goes back only when it is set back', () => {
    const steady = new ServerClock('UTC', () => at1015);
    const first = steady.now();
    expect(steady.now()).toBe(first + 1);
    steady.setSkew(-60_000);
    expect(steady.now()).toBeLessThan(first);
  });
});
