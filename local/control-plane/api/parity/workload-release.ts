import { z } from 'zod';
import type { StackContents } from '../../../../definition/model/stack.ts';
import type { Workload } from '../../../../definition/workload.ts';
import { AwsError } from '../aws-error.ts';
import type { WorkloadRelease } from '../control-plane.ts';

/**
 * The body comes from the toolkit's own assembly of the same checkout, so each part is checked for what
 * identifies it and otherwise taken as the type says.
 */
const part = <T extends { readonly logicalId: string }>(...identity: readonly (keyof T & string)[]) =>
  z.custom<T>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      ['logicalId', ...identity].every((key) => typeof Reflect.get(value, key) === 'string'),
    `must be an object with the strings ${['logicalId', ...identity].join(', ')}`,
  );

const stackContents = z.custom<StackContents>(
  (value) => typeof value === 'object' && value !== null && Array.isArray(Reflect.get(value, 'resources')),
  'must be an object with the list resources',
);

/** A part that nobody named here would be lost on its way, so that it is refused. */
const workloadSchema = z.strictObject({
  stackName: z.string(),
  region: z.string().min(1),
  accountId: z.string().regex(/^\d{12}$/),
  clusters: z.array(part<Workload['clusters'][number]>('name')),
  taskDefinitions: z.array(part<Workload['taskDefinitions'][number]>('family')),
  services: z.array(part<Workload['services'][number]>('name', 'cluster', 'taskDefinition')),
  loadBalancers: z.array(part<Workload['loadBalancers'][number]>('name', 'arn')),
  targetGroups: z.array(part<Workload['targetGroups'][number]>('name', 'arn')),
  distributions: z.array(part<Workload['distributions'][number]>('domainName')),
  scalableTargets: z.array(part<Workload['scalableTargets'][number]>('resourceId')),
  alarms: z.array(part<Workload['alarms'][number]>('alarmName', 'kind')),
  databases: z.array(part<Workload['databases'][number]>('identifier')),
  replicationGroups: z.array(part<Workload['replicationGroups'][number]>()),
  buckets: z.array(part<Workload['buckets'][number]>('name')),
  secrets: z.array(part<Workload['secrets'][number]>('name')),
  parameters: z.array(part<Workload['parameters'][number]>('name')),
  repositories: z.array(part<Workload['repositories'][number]>('name', 'uri')),
  logGroups: z.array(part<Workload['logGroups'][number]>('name')),
  stack: stackContents.exactOptional(),
});

const releaseSchema = z.object({
  workload: workloadSchema,
  digest: z.string().min(1),
  releaseServices: z.boolean(),
  builtImages: z.record(z.string(), z.string()).exactOptional(),
});

/** The body of `PUT /_parity/workload`. Raises `ValidationException` (400) that names the wrong path. */
export function parseWorkloadRelease(body: string): WorkloadRelease {
  const parsed = releaseSchema.safeParse(parseJson(body));
  if (parsed.success) return parsed.data;
  throw new AwsError('ValidationException', `The workload is not valid:\n${z.prettifyError(parsed.error)}`);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new AwsError('ValidationException', 'The body is not JSON.', 400, cause);
  }
}
