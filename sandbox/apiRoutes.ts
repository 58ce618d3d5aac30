import { accountRoutes } from './accounts/accountRoutes';
import { aggregateRoutes } from './aggregate/aggregateRoutes';
import { deletedObjectRoutes } from './deleted/deletedObjectRoutes';
import { collectionRoutes } from './export/collectionRoutes';
import { exportRoutes } from './export/exportRoutes';
import { controlRoutes } from './faults/controlRoutes';
import type { Route } from './http/router';
import { importRoutes } from './import/importRoutes';
import { memberRoutes } from './objects/memberRoutes';
import { objectRoutes } from './objects/objectRoutes';
import type { ServerParts } from './server';
import { schemaRoutes } from './system/schemaRoutes';
import { systemRoutes } from './system/systemRoutes';

/** Every route of a server. */
export function apiRoutes(parts: ServerParts): readonly Route[] {
  return [
    ...systemRoutes,
    ...schemaRoutes,
    ...accountRoutes(parts.authenticator),
    ...exportRoutes,
    ...importRoutes,
    ...deletedObjectRoutes,
    ...aggregateRoutes(parts.context),
    ...collectionRoutes,
    ...objectRoutes,
    ...memberRoutes,
    ...controlRoutes(parts),
  ];
}
