import { Failure } from '../../failure/failure.ts';
import { isLoopback } from '../../net/loopback.ts';
import type { EnvironmentName } from '../../operations/target.ts';

/** An environment with the addresses at which its own store answers, such as `https://shop.example.com`. */
export interface LoadedEnvironment {
  readonly name: EnvironmentName;
  readonly addresses: readonly string[];
}

/**
 * The origin that a load test may send requests to: one of the environment's own, locally on this machine's loopback.
 * Raises `TARGET_REFUSED`.
 */
export function checkTarget(address: string, environment: LoadedEnvironment): string {
  const origin = originOf(address);
  if (origin === undefined) throw refused(address, 'it is not an address of a web server', environment);
  const own = environment.addresses.map(originOf);
  if (!own.includes(origin)) throw refused(origin, `${environment.name} does not answer there`, environment);
  if (environment.name === 'local' && !isLoopback(new URL(origin).hostname)) {
    throw refused(origin, 'it is not on the loopback of this machine', environment);
  }
  return origin;
}

/** Undefined where it is no address, or one with a password in it, which would end up in records. */
function originOf(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return undefined;
  return url.username === '' && url.password === '' ? url.origin : undefined;
}

function refused(address: string, why: string, { name, addresses }: LoadedEnvironment): Failure {
  const allowed = addresses.map(originOf).filter((origin) => origin !== undefined);
  // A password must not be repeated in the message.
  const shown = originOf(address) ?? 'The address';
  return new Failure('TARGET_REFUSED', `${shown} cannot be load-tested: ${why}`, {
    hint:
      allowed.length === 0
        ? `${name} has no address: is it running?`
        : `A load test of ${name} may send requests to: ${allowed.join(', ')}.`,
  });
}
