import { z } from 'zod';
import { describePlace, type Place } from '../../definition/resolution/place.ts';
import { type ResolvedTemplate, resourcesOfType } from '../../definition/resolution/resolved-template.ts';
import type { ResolutionInputs } from '../../definition/resolution/resolver.ts';
import { readStored } from '../../definition/resolution/stored-parameter.ts';
import { parseValueFrom } from '../../definition/resources/ecs/value-from.ts';
import { secretNames } from '../../definition/resources/external-secret.ts';
import { type SecretUse, secretWithId, whyUnusable } from '../../definition/resources/secret-use.ts';
import { Failure } from '../../failure/failure.ts';

/** Only as much of a task definition as says where its secrets come from; what else it says is read elsewhere. */
const schema = z.object({
  ContainerDefinitions: z.array(
    z.object({ Secrets: z.array(z.object({ ValueFrom: z.string() })).default([]) }),
  ),
});

interface TaskSecret {
  readonly place: Place;
  readonly valueFrom: string;
}

/**
 * Asks for the value of each parameter of Parameter Store that a container reads and the template does not define.
 * Fails with `TEMPLATE_PARAMETER_MISSING` where it was not given.
 */
export function requireTaskParameters(
  template: ResolvedTemplate,
  { storedForTasks }: ResolutionInputs,
): void {
  const own = new Set(
    resourcesOfType(template, 'AWS::SSM::Parameter').map(({ logicalId }) =>
      template.values(logicalId, 'Ref'),
    ),
  );
  for (const { place, valueFrom } of taskSecrets(template)) {
    const reference = parseValueFrom(valueFrom);
    if (reference.kind !== 'parameter' || own.has(reference.name)) continue;
    readStored(reference.name, place, storedForTasks);
  }
}

/**
 * Fails with `TEMPLATE_BAD_SECRET` for a container's secret that no task could get: one of another account or region, a
 * key that it does not have, or a version other than the current one. One that the template does not define is made.
 */
export function rejectBadTaskSecrets(template: ResolvedTemplate): void {
  for (const { place, valueFrom } of taskSecrets(template)) {
    const reference = parseValueFrom(valueFrom);
    if (reference.kind !== 'secret') continue;
    const { query, jsonKey } = reference;
    const secret = secretWithId(template, query.secretId);
    const use = { ...query, ...(jsonKey === undefined ? {} : { jsonKey }) };
    const why = secret === undefined ? whyUnavailable(template, use) : whyUnusable(template, secret, use);
    if (why !== undefined) throw badSecret(place, valueFrom, why);
  }
}

/** Why a secret that the template does not define cannot be made here; undefined if it can. */
function whyUnavailable(
  { region, accountId }: ResolvedTemplate,
  { secretId, versionStage, versionId }: SecretUse & { readonly secretId: string },
): string | undefined {
  const secret = secretNames(secretId);
  if (secret.region !== region) return `it is in the region ${secret.region}, and only ${region} exists here`;
  if (secret.accountId !== accountId) return `it is in the account ${secret.accountId}`;
  if (versionId === undefined && (versionStage ?? 'AWSCURRENT') === 'AWSCURRENT') return undefined;
  return `the secret ${secret.name} is made here, and has no version other than AWSCURRENT`;
}

function taskSecrets(template: ResolvedTemplate): readonly TaskSecret[] {
  return resourcesOfType(template, 'AWS::ECS::TaskDefinition').flatMap(({ logicalId, properties }) => {
    const { ContainerDefinitions: containers = [] } = schema.safeParse(properties).data ?? {};
    return containers.flatMap(({ Secrets }, container) =>
      Secrets.map(({ ValueFrom }, index) => ({
        place: [logicalId, 'ContainerDefinitions', container, 'Secrets', index, 'ValueFrom'],
        valueFrom: ValueFrom,
      })),
    );
  });
}

function badSecret(place: Place, valueFrom: string, why: string): Failure {
  return new Failure('TEMPLATE_BAD_SECRET', `${describePlace(place)} is ${valueFrom}: ${why}.`, {
    hint: 'In the CDK app, define the secret with the key that is read, or refer to one by its name: secrets of other accounts and regions are not available locally.',
  });
}
