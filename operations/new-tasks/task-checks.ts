import type { ContainerDefinition, ECS } from '../../aws/ecs-types.ts';
import type { Target } from '../target.ts';
import type { ContainerCheck, Pace } from './new-task.ts';

/** What checks a service's tasks: the path of each of its target groups, and the check of its containers. */
export interface TaskChecks {
  /** By the ARN of the target group; undefined for a check that only connects. */
  path(targetGroup: string): Promise<string | undefined>;
  /** By the ARN of the task definition. */
  container(revision: string): Promise<ContainerCheck | undefined>;
}

/** Reads each once: neither changes while a release is waited for. */
export function taskChecksOf(target: Target, pace: Pace): TaskChecks {
  const paths = new Map<string, Promise<string | undefined>>();
  const checks = new Map<string, Promise<ContainerCheck | undefined>>();
  return {
    path: (group) => once(paths, group, () => readPath(target, group)),
    container: (revision) =>
      once(checks, revision, async () => readCheck(await target.clients.ecs(), revision, pace)),
  };
}

async function once<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? read();
  known.set(key, found);
  try {
    return await found;
  } catch (error) {
    // A call that AWS has throttled is made again at the next look.
    known.delete(key);
    throw error;
  }
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroup.html */
async function readPath({ clients }: Target, targetGroup: string): Promise<string | undefined> {
  const elb = await clients.elasticLoadBalancing();
  const { TargetGroups = [] } = await elb.describeTargetGroups({ TargetGroupArns: [targetGroup] });
  return TargetGroups[0]?.HealthCheckPath;
}

async function readCheck(ecs: ECS, revision: string, pace: Pace): Promise<ContainerCheck | undefined> {
  const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: revision });
  const checked = (taskDefinition?.containerDefinitions ?? []).filter(
    ({ essential, healthCheck }) => essential !== false && healthCheck !== undefined,
  );
  const [first] = checked;
  if (first === undefined) return undefined;
  return {
    command: commandOf(first),
    patienceMs: Math.max(...checked.map((container) => patienceMs(container, pace))),
  };
}

/** Without what says how it is run. */
function commandOf({ healthCheck }: ContainerDefinition): string {
  const [how = '', ...words] = healthCheck?.command ?? [];
  return (how.startsWith('CMD') ? words : [how, ...words]).join(' ');
}

/**
 * The failures of the start period do not count; then as many in a row as there are retries do.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html
 */
function patienceMs({ healthCheck }: ContainerDefinition, { longestGraceSeconds }: Pace): number {
  const { startPeriod = 0, interval = 30, retries = 3 } = healthCheck ?? {};
  const start = Math.min(startPeriod, longestGraceSeconds ?? startPeriod);
  return 1000 * (start + interval * retries);
}
