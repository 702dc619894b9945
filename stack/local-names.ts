import type { Settings } from './settings.ts';

/**
 * Names that only the local environment fixes, where people look at them. On AWS, CloudFormation chooses: a fixed name
 * is in the way of whatever has to be replaced or made anew beside one that was kept ("already exists"). What the
 * runbook calls by name keeps it everywhere: cluster, services, task families, log group, database and cache.
 */
export function localNames<T extends object>(settings: Settings, names: T): T | Record<never, never> {
  return settings.environment === 'local' ? names : {};
}
