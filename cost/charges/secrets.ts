import type { Charge, Finding } from './charge.ts';
import { type CostedResource, list, objects, text } from './costed-resource.ts';
import { monthly } from './monitoring.ts';

/** A copy in another region costs as much. */
export function secret(resource: CostedResource): readonly Finding[] {
  return [monthly(resource, secrets, 'secrets/secret', 1 + list(resource, 'ReplicaRegions').length)];
}

const secrets = 'secrets, with those that the template names only';

export function kmsKey(resource: CostedResource): readonly Finding[] {
  const charge = monthly(resource, 'KMS keys', 'kms/key');
  return [{ ...charge, note: 'Each of the first two rotations adds as much.' }];
}

/** Secrets of the account that tasks read and no template makes, such as that of the mail server. */
export function namedSecrets(resources: readonly CostedResource[]): readonly Charge[] {
  const own = new Set(
    resources.map(({ attribute, type }) => (isSecret(type) ? attribute('Ref') : undefined)),
  );
  const read = resources
    .filter(({ type }) => type === 'AWS::ECS::TaskDefinition')
    .flatMap((definition) => secretsOf(definition).map((name) => ({ definition, name })));
  const foreign = Map.groupBy(
    read.filter(({ name }) => !own.has(name)),
    ({ name }) => name,
  );
  return [...foreign.values()].flatMap((uses) => {
    const [first] = uses;
    if (first === undefined) return [];
    const using = new Set(uses.map(({ definition }) => definition.logicalId));
    return [{ ...monthly(first.definition, secrets, 'secrets/secret'), resources: [...using] }];
  });
}

/** What is attached to a secret has its ARN. */
function isSecret(type: string): boolean {
  return type === 'AWS::SecretsManager::Secret' || type === 'AWS::SecretsManager::SecretTargetAttachment';
}

/** ARNs of the secrets that containers read, without the keys in them. */
function secretsOf(definition: CostedResource): readonly string[] {
  return objects(definition, 'ContainerDefinitions')
    .flatMap((container) => objects(container, 'Secrets'))
    .map((each) => text(each, 'ValueFrom') ?? '')
    .filter((from) => from.includes(':secretsmanager:'))
    .map((from) => from.split(':').slice(0, 7).join(':'));
}
