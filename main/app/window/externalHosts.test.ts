import { describe, expect, it } from 'vitest';
import { mayOpenOutside } from './externalHosts';

describe('mayOpenOutside', () => {
  it.each(['https://docs.dhis2.org/en/home.html', 'https://dhis2.org/', 'https://DHIS2.org/x?y#z'])(
    'lets %s pass',
    (address) => {
      expect(mayOpenOutside(address)).toBe(true);
    },
  );

  it.each([
    'http://dhis2.org/',
    'file:///etc/passwd',
    'smb://dhis2.org/share',
    'javascript:alert(1)//dhis2.org',
    'data:text/html,https://dhis2.org',
    'vbscript:dhis2.org',
    'ms-settings:dhis2.org',
    'app://passerelle/index.html',
    'https://dhis2.org.example.net/',
    'https://evil-dhis2.org/',
    'https://www.dhis2.org/',
    'https://dhis2.org@example.net/',
    'https://user:word@dhis2.org/',
    'https://dhis2.org:8443/',
    'https://example.net/https://dhis2.org/',
    'https://example.net\\@dhis2.org/',
    'https://dhis2\u3002org.example.net/',
    'https://dhіs2.org/', // Cyrillic i
    '//dhis2.org/',
    'dhis2.org',
    '',
    ' ',
  ])('stops %s', (address) => {
    expect(mayOpenOutside(address)).toBe(false);
  });
});
