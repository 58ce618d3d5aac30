import { describe, expect, it } from 'vitest';
import { judgeSender } from './senderCheck';
import type { SenderEvent } from './senderCheck';

const page = { url: 'app://passerelle/index.html', origin: 'app://passerelle', parent: null };
const isOwnWindow = (id: number): boolean => id === 1;
const from = (frame: SenderEvent['senderFrame'], id = 1): SenderEvent => ({
  sender: { id },
  senderFrame: frame,
});

describe('judgeSender', () => {
  it('trusts the main frame of our window on our origin', () => {
    expect(judgeSender(from(page), isOwnWindow)).toBe('trusted');
  });

  it.each([
    ['another window', from(page, 2), 'unknown-window'],
    ['a frame that is gone', from(null), 'gone-frame'],
    ['a frame inside our page', from({ ...page, parent: page }), 'inner-frame'],
    [
      'an empty frame that inherits our origin',
      from({ ...page, url: 'about:blank', parent: page }),
      'inner-frame',
    ],
    ['https', from({ ...page, url: 'https://passerelle/', origin: 'https://passerelle' }), 'foreign-origin'],
    ['file', from({ ...page, url: 'file:///app/index.html', origin: 'file://' }), 'foreign-origin'],
    [
      'a host that begins like ours',
      from({ ...page, url: 'app://passerelle.example.org/', origin: 'app://passerelle.example.org' }),
      'foreign-origin',
    ],
    ['our address with another origin', from({ ...page, origin: 'null' }), 'foreign-origin'],
    ['our origin with another address', from({ ...page, url: 'about:blank' }), 'foreign-origin'],
  ])('refuses %s', (_what, event, verdict) => {
    expect(judgeSender(event, isOwnWindow)).toBe(verdict);
  });
});
