import type { RegistryTokens } from '../../registry/registry-tokens.ts';
import type { Answer } from '../answer.ts';
import { registryError } from './registry-error.ts';

/** The refusal of a request without a login of `GetAuthorizationToken`, in ECR's words; undefined for one that has it. */
export function loginRefusal(
  authorization: string | undefined,
  { tokens, host }: { readonly tokens: RegistryTokens; readonly host: string },
): Answer | undefined {
  const basic = /^Basic\s+(\S+)$/i.exec(authorization ?? '');
  const login = Buffer.from(basic?.[1] ?? '', 'base64').toString('utf8');
  const state = login.startsWith('AWS:') ? tokens.check(login.slice('AWS:'.length)) : 'unknown';
  switch (state) {
    case 'valid':
      return undefined;
    case 'expired':
      return registryError(
        403,
        'DENIED',
        'Your authorization token has expired. Reauthenticate and try again.',
      );
    case 'unknown':
      return registryError(401, 'UNAUTHORIZED', 'no basic auth credentials', {
        'www-authenticate': `Basic realm="http://${host}/",service="ecr.amazonaws.com"`,
      });
  }
}
