import type { Route } from '../http/router';
import { jsonBody } from '../http/router';
import { RequestRefused, json } from '../http/sandboxResponse';
import type { ServerParts } from '../server';
import { parseFaultRules } from './parseFaultRules';

/** Routes of this program itself, outside /api and without an account: what was asked, and what goes wrong. */
export function controlRoutes(parts: ServerParts): readonly Route[] {
  return [
    { method: 'GET', pattern: '/sandbox/requests', access: 'open', handle: () => json(parts.requests) },
    {
      method: 'PUT',
      pattern: '/sandbox/faults',
      access: 'open',
      handle: (request) => {
        const parsed = parseFaultRules(jsonBody(request));
        if (!parsed.ok) throw new RequestRefused(400, parsed.problem);
        parts.faults.replace(parsed.rules);
        return json({ rules: parsed.rules.length });
      },
    },
  ];
}
