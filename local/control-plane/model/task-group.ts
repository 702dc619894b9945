const servicePrefix = 'service:';

/** The group of a service's tasks. */
export const serviceGroup = (service: string): string => servicePrefix + service;

/** The name of the service whose tasks are of this group; undefined for a one-off task's. */
export function serviceNameOf(group: string): string | undefined {
  return group.startsWith(servicePrefix) ? group.slice(servicePrefix.length) : undefined;
}
