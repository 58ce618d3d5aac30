import type { SandboxContext } from '../context';
import type { Route } from '../http/router';
import { RequestRefused, json } from '../http/sandboxResponse';
import type { TypeSchema } from '../metadata/schema/typeNotation';

/** `GET /api/schemas`: the types and members this line knows. */
export const schemaRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/api/schemas',
    handle: (_request, server) =>
      json({ schemas: server.schemas.types.map((type) => describeType(server, type)) }),
  },
  {
    method: 'GET',
    pattern: '/api/schemas/:singular',
    handle: (request, server) => {
      const singular = request.param('singular');
      const type = server.schemas.types.find((candidate) => candidate.singular === singular);
      if (type === undefined) throw new RequestRefused(404, `No schema ${singular}`);
      return json(describeType(server, type));
    },
  },
];

function describeType(server: SandboxContext, type: TypeSchema): unknown {
  return {
    klass: type.klass,
    name: type.singular,
    singular: type.singular,
    plural: type.plural,
    displayName: type.klassName,
    order: type.order,
    metadata: true,
    persisted: true,
    identifiableObject: true,
    shareable: type.members.has('sharing'),
    translatable: true,
    relativeApiEndpoint: `/${type.plural}`,
    properties: [...type.members.values()].map((member) => ({
      name: member.name,
      fieldName: member.name,
      persisted: true,
      owner: member.kind !== 'inverse',
      required: member.required,
      unique: member.unique,
      collection: ['values', 'references', 'embeddedList'].includes(member.kind),
      embeddedObject: member.kind === 'embedded' || member.kind === 'embeddedList',
      ...(member.target === undefined
        ? {}
        : { itemKlass: server.schemas.get(member.target)?.klass ?? member.target }),
    })),
  };
}
