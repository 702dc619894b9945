import { wrongUsage } from '../failure/wrong-usage.ts';

/**
 * The service that a person means by the end of its name, such as `web` for `spree-staging-web`, or by all of it. Raises
 * `SERVICE_UNKNOWN` with those that there are, and with the servers that could have been named as well, and
 * `SERVICE_AMBIGUOUS` where several names end so.
 */
export function findService(
  services: readonly string[],
  name: string,
  servers: readonly string[] = [],
): string {
  if (services.includes(name)) return name;
  const [found, ...others] = services.filter((service) => service.endsWith(`-${name}`));
  const list = services.toSorted().join(', ') || 'none';
  if (found === undefined) {
    const [orServer, others] =
      servers.length === 0 ? ['', ''] : [' or server', ` Servers: ${servers.join(', ')}.`];
    const message = `There is no service${orServer} '${name}'`;
    throw wrongUsage('SERVICE_UNKNOWN', message, `Services: ${list}.${others}`);
  }
  if (others.length === 0) return found;
  const names = [found, ...others].toSorted().join(' or ');
  throw wrongUsage('SERVICE_AMBIGUOUS', `'${name}' may be ${names}`, 'Give the whole name.');
}

/** A service's name without what all names of the environment begin with: `web` of `spree-staging-web`. */
export function shortServiceName(service: string, environment: string): string {
  const prefix = `spree-${environment}-`;
  return service.startsWith(prefix) ? service.slice(prefix.length) : service;
}
