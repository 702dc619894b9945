import { wrongUsage } from '../../../failure/wrong-usage.ts';
import { isLoopback } from '../../../net/loopback.ts';

const endpointVariables = /^(AWS_ENDPOINT_URL(_[A-Z0-9_]+)?|LOCALSTACK_HOST(NAME)?)$/;

/**
 * Refuses to continue when an environment variable would point an AWS client away from this machine.
 * Nothing of `local:*` uses these variables; a person who has set one expects it to be used.
 */
export function refuseRemoteEndpoints(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined || value === '' || !endpointVariables.test(name)) continue;
    if (isLoopback(hostOf(value))) continue;
    throw wrongUsage(
      'ENDPOINT_NOT_LOCAL',
      `${name} is '${value}', which is not on this machine`,
      `local:* scripts connect to 127.0.0.1 only. Unset ${name}. To act on AWS, use a \`store:*\` script with --env staging|production.`,
    );
  }
}

/** The host of a URL, or of a host with an optional port; empty when it is neither. */
function hostOf(endpoint: string): string {
  return URL.parse(endpoint.includes('://') ? endpoint : `http://${endpoint}`)?.hostname ?? '';
}

const awayFromHere = /^(AWS_|CDK_|LOCALSTACK_|USE_SSL$|EDGE_PORT$|(https?|all)_proxy$)/i;

/**
 * The caller's environment without anything that points an AWS tool to an account, a profile or an endpoint, or
 * sends it through a proxy, which would look for 127.0.0.1 on its own machine.
 */
export function withoutAws(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !awayFromHere.test(name)));
}
