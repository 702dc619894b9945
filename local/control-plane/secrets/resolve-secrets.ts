import { z } from 'zod';
import { parseValueFrom, type SecretReference } from '../../../definition/resources/ecs/value-from.ts';
import { Failure } from '../../../failure/failure.ts';
import { Secret } from '../../../failure/secret.ts';
import { ownValue } from '../../../json/own-value.ts';
import type { SecretSource } from '../../aws/secret-source.ts';

type Wanted = readonly { readonly name: string; readonly valueFrom: string }[];

/**
 * The values of a container's secrets, by variable name; each secret is read once. Raises `SECRET_UNAVAILABLE`
 * with the reason that ECS gives to a task that cannot start for it.
 */
export async function resolveSecrets(
  wanted: Wanted,
  source: SecretSource,
): Promise<Readonly<Record<string, Secret>>> {
  const reads = new Map<string, Promise<Secret>>();
  const entries = wanted.map(async ({ name, valueFrom }) => {
    const reference = parseValueFrom(valueFrom);
    const key = JSON.stringify(reference.kind === 'secret' ? reference.query : reference.name);
    const reading = reads.get(key) ?? read(reference, source);
    reads.set(key, reading);
    return [name, pick(reference, await reading)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

function read(reference: SecretReference, source: SecretSource): Promise<Secret> {
  return reference.kind === 'secret' ? source.secretValue(reference.query) : source.parameter(reference.name);
}

function pick(reference: SecretReference, secret: Secret): Secret {
  if (reference.kind === 'parameter' || reference.jsonKey === undefined) return secret;
  const value = ownValue(jsonObject(secret), reference.jsonKey);
  if (value === undefined) {
    throw new Failure(
      'SECRET_UNAVAILABLE',
      `retrieved secret from Secrets Manager did not contain json key ${reference.jsonKey} (${reference.query.secretId})`,
    );
  }
  return new Secret(typeof value === 'string' ? value : JSON.stringify(value));
}

function jsonObject(secret: Secret): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(secret.reveal())).data;
  } catch {
    return undefined;
  }
}
