import type { Sandbox } from '../../../sandbox/startSandbox';

/** A metadata object as JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** A data value by its natural key, as a clerk enters it. */
export interface ValueKey {
  readonly dataElement: string;
  readonly period: string;
  readonly orgUnit: string;
  readonly categoryOptionCombo: string;
  readonly attributeOptionCombo: string;
}

/** Works on a server over HTTP as a person or another program would, without any of our client. */
export class ServerClerk {
  private readonly authorization: string;

  constructor(private readonly server: Sandbox) {
    const account = server.accounts[0];
    const text = `${account?.username ?? ''}:${account?.password ?? ''}`;
    this.authorization = `Basic ${Buffer.from(text).toString('base64')}`;
  }

  /** Sends a request and expects success. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    contentType = 'application/json',
  ): Promise<unknown> {
    const response = await fetch(`${this.server.url}${path}`, {
      method,
      headers: {
        Authorization: this.authorization,
        'X-Requested-With': 'XMLHttpRequest',
        'Content-Type': contentType,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  }

  /** All objects of the types, by type. */
  async metadata(types: readonly string[]): Promise<Readonly<Record<string, readonly Json[]>>> {
    const query = types.map((type) => `${type}=true`).join('&');
    const body = (await this.ask('GET', `/api/metadata.json?${query}&defaults=EXCLUDE`)) as Record<
      string,
      Json[]
    >;
    return Object.fromEntries(types.map((type) => [type, body[type] ?? []]));
  }

  /** Changes members of an object with a JSON patch. */
  async edit(type: string, id: string, changes: Json): Promise<void> {
    const patch = Object.entries(changes).map(([name, value]) => ({ op: 'add', path: `/${name}`, value }));
    await this.ask('PATCH', `/api/${type}/${id}`, patch, 'application/json-patch+json');
  }

  async remove(type: string, id: string): Promise<void> {
    await this.ask('DELETE', `/api/${type}/${id}`);
  }

  /** Live values of all data sets under the roots, each once. */
  async values(): Promise<readonly (Json & ValueKey)[]> {
    const sets = (await this.ask('GET', '/api/dataSets?fields=id&paging=false')) as {
      dataSets: { id: string }[];
    };
    const roots = (await this.ask(
      'GET',
      '/api/organisationUnits?filter=level:eq:1&fields=id&paging=false',
    )) as {
      organisationUnits: { id: string }[];
    };
    const found = new Map<string, Json & ValueKey>();
    for (const { id } of sets.dataSets) {
      const units = roots.organisationUnits.map((root) => `orgUnit=${root.id}`).join('&');
      const query = `dataSet=${id}&${units}&children=true&startDate=1900-01-01&endDate=2100-12-31`;
      const body = (await this.ask('GET', `/api/dataValueSets?${query}`)) as Json & { dataValues?: Json[] };
      const { dataValues = [], ...header } = body;
      for (const row of dataValues) {
        const value = { ...header, ...row } as Json & ValueKey;
        found.set(keyOf(value), value);
      }
    }
    return [...found.values()];
  }

  async enter(key: ValueKey, value: string): Promise<void> {
    const query = new URLSearchParams({
      de: key.dataElement,
      pe: key.period,
      ou: key.orgUnit,
      co: key.categoryOptionCombo,
      value,
    });
    await this.ask('POST', `/api/dataValues?${query.toString()}`);
  }

  async erase(key: ValueKey): Promise<void> {
    const query = new URLSearchParams({
      de: key.dataElement,
      pe: key.period,
      ou: key.orgUnit,
      co: key.categoryOptionCombo,
    });
    await this.ask('DELETE', `/api/dataValues?${query.toString()}`);
  }
}

/** The natural key of a value as one text. */
export function keyOf(value: ValueKey): string {
  return [
    value.dataElement,
    value.period,
    value.orgUnit,
    value.categoryOptionCombo,
    value.attributeOptionCombo,
  ].join('.');
}
