import type { CacheState, DatabaseState, ServiceState, StoreStatus } from './store-status.ts';

/** RDS serves in these states. @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html */
const servingDatabase =
  /^(available|backing-up|modifying|configuring-.*|storage-(config-upgrade|initialization|optimization))$/;
/** ElastiCache serves in these states. */
const servingCache = /^(available|modifying|snapshotting)$/;

/** Whether a database in this state of RDS takes connections. */
export const isServingDatabase = (status: string): boolean => servingDatabase.test(status);

/** Whether a cache in this state of ElastiCache takes connections. */
export const isServingCache = (status: string): boolean => servingCache.test(status);

/**
 * What is broken, a sentence each; nothing where the store is well. A rollout or a scaling that is on its way is not, and
 * neither is what AWS does not tell.
 */
export function problemsOf(status: StoreStatus): readonly string[] {
  const { databases, caches, edge, alarms } = status;
  return [
    ...(status.services.length === 0 ? ['There is no service: the store is not deployed.'] : []),
    ...status.services.flatMap(serviceProblems),
    ...(databases.isKnown ? databases.value.flatMap(databaseProblems) : []),
    ...(caches.isKnown ? caches.value.flatMap(cacheProblems) : []),
    ...(edge.isKnown && !edge.value.isEnabled
      ? ['The distribution is disabled: nobody reaches the store.']
      : []),
    ...(alarms.isKnown
      ? alarms.value.map(({ name, description }) => `${name}: ${description || 'in ALARM'}`)
      : []),
  ];
}

function serviceProblems(service: ServiceState): readonly string[] {
  const { name, desired, running, targets } = service;
  const unhealthy = targets.unhealthy ?? 0;
  const because = service.unhealthyBecause.map((reason) => ` ${reason}.`).join('');
  const kept = running < desired ? service.events[0] : undefined;
  return [
    ...(service.rollout === 'FAILED'
      ? [`${name}: its rollout failed. ${service.rolloutReason ?? ''}`.trim()]
      : []),
    ...(desired > 0 && running === 0 ? [`${name}: no task runs, of ${desired}.`] : []),
    ...(kept !== undefined && / (is|was) unable to /.test(kept.message) ? [`${name}: ${kept.message}`] : []),
    ...(unhealthy > 0
      ? [`${name}: ${unhealthy} of its targets ${unhealthy === 1 ? 'is' : 'are'} unhealthy.${because}`]
      : []),
  ];
}

function databaseProblems({ name, status }: DatabaseState): readonly string[] {
  return isServingDatabase(status) ? [] : [`${name}: the database is ${status}.`];
}

function cacheProblems({ name, status }: CacheState): readonly string[] {
  return isServingCache(status) ? [] : [`${name}: Redis is ${status}.`];
}
