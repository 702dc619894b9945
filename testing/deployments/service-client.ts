import type { AwsClients } from '../../aws/clients.ts';
import type {
  ContainerDefinition,
  RegisterTaskDefinitionCommandInput,
  ServiceDeployment,
  Task,
  TaskDefinition,
  UpdateServiceCommandInput,
} from '../../aws/ecs-types.ts';
import { waitUntilServicesStable } from '../../aws/ecs-waiters.ts';
import { tasksOf } from './tasks.ts';

/** What a release changes of the first definition, and of the service. */
export interface Release {
  readonly container?: Partial<ContainerDefinition>;
  readonly size?: { readonly cpu: string; readonly memory: string };
  readonly service?: Partial<UpdateServiceCommandInput>;
}

/** One service of the local environment, as anybody's script sees it: through the AWS SDK. */
export interface ServiceClient {
  /** Registers a changed task definition, gives it to the service, and tells the ARN of the deployment. */
  release(release: Release): Promise<string>;
  /** Sets the desired count, as scaling does. */
  scale(desiredCount: number): Promise<void>;
  /** Keeps Application Auto Scaling from changing the desired count, so that only what a test does changes it. */
  suspendScaling(): Promise<void>;
  /** Waits with the SDK's own waiter. */
  untilStable(): Promise<void>;
  deployment(arn: string): Promise<ServiceDeployment>;
  tasks(desiredStatus?: 'RUNNING' | 'STOPPED'): Promise<readonly Task[]>;
  /** Texts of the events since then, the oldest first, with what differs each time left out. */
  eventsSince(since: Date): Promise<readonly string[]>;
}

/** The service with this name, whose definition of now is what releases are changes of. */
export async function serviceClient(
  clients: AwsClients,
  cluster: string,
  service: string,
): Promise<ServiceClient> {
  const ecs = await clients.ecs();
  const { taskDefinition: first } = await ecs.describeTaskDefinition({ taskDefinition: service });
  return {
    release: async (release) => {
      const { taskDefinition } = await ecs.registerTaskDefinition(changed(first, release));
      const updated = await ecs.updateService({
        cluster,
        service,
        taskDefinition: taskDefinition?.taskDefinitionArn,
        ...release.service,
      });
      return updated.service?.currentServiceDeployment ?? '';
    },
    scale: async (desiredCount) => {
      await ecs.updateService({ cluster, service, desiredCount });
    },
    suspendScaling: async () => {
      const scaling = await clients.applicationAutoScaling();
      await scaling.registerScalableTarget({
        ServiceNamespace: 'ecs',
        ResourceId: `service/${cluster}/${service}`,
        ScalableDimension: 'ecs:service:DesiredCount',
        SuspendedState: {
          DynamicScalingInSuspended: true,
          DynamicScalingOutSuspended: true,
          ScheduledScalingSuspended: true,
        },
      });
    },
    untilStable: async () => {
      const waiter = { client: ecs, maxWaitTime: 240, minDelay: 1, maxDelay: 1 };
      await waitUntilServicesStable(waiter, { cluster, services: [service] });
    },
    deployment: async (arn) => {
      const found = await ecs.describeServiceDeployments({ serviceDeploymentArns: [arn] });
      return only(found.serviceDeployments, arn);
    },
    tasks: (desiredStatus = 'RUNNING') => tasksOf(clients, { cluster, serviceName: service }, desiredStatus),
    eventsSince: async (since) => {
      const { services } = await ecs.describeServices({ cluster, services: [service] });
      return (only(services, service).events ?? [])
        .filter(({ createdAt }) => createdAt !== undefined && createdAt >= since)
        .map(({ message = '' }) => withoutNames(message))
        .toReversed();
    },
  };
}

/** ECS tells more of a revision than it takes back. */
function changed(
  first: TaskDefinition | undefined,
  { container, size }: Release,
): RegisterTaskDefinitionCommandInput {
  return {
    family: first?.family,
    containerDefinitions: first?.containerDefinitions?.map((each) => ({ ...each, ...container })),
    cpu: size?.cpu ?? first?.cpu,
    memory: size?.memory ?? first?.memory,
    networkMode: first?.networkMode,
    requiresCompatibilities: first?.requiresCompatibilities,
    executionRoleArn: first?.executionRoleArn,
    taskRoleArn: first?.taskRoleArn,
  };
}

function withoutNames(message: string): string {
  return message
    .replace(/^\(service [^)]+\) /, '')
    .replaceAll(/ ?\((task|target-group) [^)]+\)/g, '')
    .replaceAll(/ecs-svc\/\d+/g, 'ID')
    .replace(/\d+ (?=(running )?(tasks|targets))/, 'N ')
    .replace(/:\.$/, '');
}

function only<T>(found: readonly T[] | undefined, name: string): T {
  const [first] = found ?? [];
  if (first === undefined) throw new Error(`${name} is not there`);
  return first;
}
