import { Failure } from '../failure/failure.ts';

const endpointVariables = /^(AWS_ENDPOINT_URL(_[A-Z0-9_]+)?|LOCALSTACK_HOST(NAME)?)$/;

/**
 * Refuses to go on when an environment variable would point an AWS client somewhere else than this machine.
 * Nothing of `local:*` uses these variables; a person who has set one expects it to be used.
 */
export function refuseRemoteEndpoints(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined || value === '' || !endpointVariables.test(name)) continue;
    if (isLoopback(value)) continue;
    throw new Failure('ENDPOINT_NOT_LOCAL', `${name} is '${value}', which is not on this machine`, {
      hint: `A local:* script never leaves 127.0.0.1. Unset ${name}, or use a script with --env staging|production.`,
    });
  }
}

/** True for a URL, or a host with an optional port, in 127.0.0.0/8, ::1 or `localhost`. */
export function isLoopback(endpoint: string): boolean {
  const host = hostOf(endpoint);
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function hostOf(endpoint: string): string {
  try {
    return new URL(endpoint.includes('://') ? endpoint : `http://${endpoint}`).hostname;
  } catch {
    return '';
  }
}

/** The caller's environment without anything that points an AWS tool to an account, a profile or an endpoint. */
export function withoutAws(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(variables).filter(([name]) => !/^(AWS_|CDK_|LOCALSTACK_|USE_SSL$|EDGE_PORT$)/.test(name)),
  );
}
