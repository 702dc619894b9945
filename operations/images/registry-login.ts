import { Failure } from '../../failure/failure.ts';
import { Secret } from '../../failure/secret.ts';
import type { Target } from '../target.ts';
import type { RegistryLogin } from './pushing-engine.ts';

/**
 * A login that ECR takes for twelve hours. Raises `NO_REGISTRY_LOGIN` for an answer without one.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 */
export async function registryLogin(target: Target): Promise<RegistryLogin> {
  const ecr = await target.clients.ecr();
  const { authorizationData } = await ecr.getAuthorizationToken({});
  const text = Buffer.from(authorizationData?.[0]?.authorizationToken ?? '', 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon > 0) return { username: text.slice(0, colon), password: new Secret(text.slice(colon + 1)) };
  throw new Failure('NO_REGISTRY_LOGIN', 'ECR gave no login for its registry', {
    hint: 'The caller needs the permission ecr:GetAuthorizationToken.',
  });
}
