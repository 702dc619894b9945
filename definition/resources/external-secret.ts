import type { Workload } from '../workload.ts';
import { parseValueFrom } from './ecs/value-from.ts';

/** A secret that containers read and that the template does not define: on AWS it is in the account already. */
export interface ExternalSecret {
  readonly name: string;
  /** The keys of its JSON that are read; none where it is read as a whole. */
  readonly keys: readonly string[];
}

/** The secrets that tasks of a workload read and that the workload itself does not define, by name. */
export function externalSecrets(
  workload: Pick<Workload, 'taskDefinitions' | 'secrets'>,
): readonly ExternalSecret[] {
  const own = new Set(workload.secrets.map(({ name }) => name));
  const keys = new Map<string, Set<string>>();
  const containers = workload.taskDefinitions.flatMap(({ containerDefinitions }) => containerDefinitions);
  for (const { valueFrom } of containers.flatMap(({ secrets }) => secrets)) {
    const reference = parseValueFrom(valueFrom);
    if (reference.kind !== 'secret') continue;
    const { resource, name } = secretNames(reference.query.secretId);
    if (own.has(resource) || own.has(name)) continue;
    const known = keys.get(name) ?? new Set();
    keys.set(name, reference.jsonKey === undefined ? known : known.add(reference.jsonKey));
  }
  return [...keys].map(([name, read]) => ({ name, keys: [...read].sort() }));
}

/**
 * Where the secret with an ARN is, and what it is called. `resource` is the end of the ARN, and `name` the same without
 * the six characters that Secrets Manager appends: only AWS knows whether such an ending is part of a name.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
 */
export function secretNames(arn: string): {
  readonly region: string;
  readonly accountId: string;
  readonly resource: string;
  readonly name: string;
} {
  const [, , , region = '', accountId = '', , resource = ''] = arn.split(':');
  return { region, accountId, resource, name: resource.replace(/-[A-Za-z0-9]{6}$/, '') };
}
