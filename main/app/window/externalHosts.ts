/** Hosts whose pages the console links to, exactly as written: no subdomains, no look-alikes. */
const hosts: ReadonlySet<string> = new Set(['docs.dhis2.org', 'dhis2.org', 'passerelle.example.org']);

/** Whether a link may be handed to the operator's browser: https, a listed host, no account, no port. */
export function mayOpenOutside(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === 'https:' &&
    hosts.has(url.hostname) &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  );
}
