import type { Answer } from '../answer.ts';

/** What every answer of a registry has. */
export const registryHeaders = { 'docker-distribution-api-version': 'registry/2.0' };

/**
 * An error as registries say it, which `docker` shows as `CODE: message`.
 * @see https://distribution.github.io/distribution/spec/api/#errors
 */
export function registryError(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { ...registryHeaders, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ errors: [{ code, message }] }),
  };
}
