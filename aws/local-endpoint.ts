import { command } from '../failure/command.ts';
import { Failure } from '../failure/failure.ts';
import { isLoopback } from '../net/loopback.ts';

/**
 * The endpoint as a URL when its host is a loopback one, or one of `composeHosts` (the names that only the
 * compose network resolves). Raises `ENDPOINT_NOT_LOCAL` otherwise: nothing local may reach real AWS.
 */
export function assertLocalEndpoint(endpoint: string, composeHosts: readonly string[] = []): URL {
  const url = parse(endpoint);
  if (url === undefined || !(isLoopback(url.hostname) || composeHosts.includes(url.hostname))) {
    throw new Failure(
      'ENDPOINT_NOT_LOCAL',
      `The local AWS endpoint "${endpoint}" is not a loopback address.`,
      {
        hint: `Use http://127.0.0.1 with the port of the AWS endpoint (${command('local:status')}), and unset AWS_ENDPOINT_URL.`,
      },
    );
  }
  return url;
}

function parse(endpoint: string): URL | undefined {
  const url = URL.parse(endpoint);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url : undefined;
}
