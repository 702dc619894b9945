import { type AwsClients, awsClients } from '../../../aws/clients.ts';
import {
  exampleContainer,
  exampleService,
  exampleTaskDefinition,
} from '../../../definition/testing/examples.ts';
import type { Workload } from '../../../definition/workload.ts';
import { createGateway } from '../../../local/control-plane/api/gateway/gateway.ts';
import { localStackCare } from '../../../local/control-plane/api/testing/local-stack-care.ts';
import { sampleWorkload, webTargetGroup } from '../../../local/control-plane/api/testing/sample-workload.ts';
import { serve } from '../../../local/control-plane/api/testing/serve.ts';
import {
  type Ends,
  type SimulatedControlPlane,
  type StartedContainer,
  simulatedControlPlane,
} from '../../../local/control-plane/api/testing/simulated-control-plane.ts';
import { emptyCluster } from '../../../local/control-plane/scheduler/initial-state.ts';
import type { Target } from '../../target.ts';
import { cluster, repositoryUri, stackOfStore } from './stack-of-store.ts';

const logConfiguration = {
  logDriver: 'awslogs',
  options: { 'awslogs-group': '/ecs/spree-local', 'awslogs-stream-prefix': 'store' },
} as const;

function task(name: string, tag: string) {
  return exampleTaskDefinition({
    logicalId: `${name}-task`,
    family: `spree-local-${name}`,
    executionRoleArn: 'arn:aws:iam::000000000000:role/execution',
    containerDefinitions: [
      exampleContainer({
        name,
        image: `${repositoryUri}:${tag}`,
        command: ['serve'],
        logConfiguration,
        portMappings: [{ containerPort: 3000, protocol: 'tcp' }],
      }),
    ],
  });
}

/** A store with a web service and a worker that run `tag`, and one-off tasks of it or of another image. */
export function storeWorkload(
  tag: string,
  { oneOffTag = tag, runsTasks = true }: { readonly oneOffTag?: string; readonly runsTasks?: boolean } = {},
): Workload {
  return {
    ...sampleWorkload,
    taskDefinitions: [
      ...['web', 'worker'].map((name) => task(name, tag)),
      ...['oneoff', 'seed', 'setup'].map((name) => task(name, oneOffTag)),
    ],
    services: [
      exampleService({
        logicalId: 'WebService',
        name: 'spree-local-web',
        taskDefinition: 'web-task',
        desiredCount: runsTasks ? 2 : 0,
        loadBalancers: [{ targetGroup: webTargetGroup.logicalId, containerName: 'web', containerPort: 3000 }],
      }),
      exampleService({
        logicalId: 'WorkerService',
        name: 'spree-local-worker',
        taskDefinition: 'worker-task',
        desiredCount: runsTasks ? 1 : 0,
      }),
    ],
  };
}

/** A store that runs on the real scheduler, where tasks take no time: what a release is tested on. */
export interface ReleasedStore extends AsyncDisposable {
  readonly target: Target;
  /** Where its APIs are, for another process. */
  readonly url: string;
  readonly controlPlane: SimulatedControlPlane;
  readonly ecs: Awaited<ReturnType<AwsClients['ecs']>>;
  /** The tag of the image that each service runs. */
  running(): Promise<Readonly<Record<string, string>>>;
}

/** What one-off tasks write, by their command. */
export type Writes = (command: readonly string[]) => readonly string[];

/**
 * Starts it with the image `one`, or with nothing at all. `ends` says which containers end, and which one-off task `stays`; `writes` what one-off tasks
 * write.
 */
export async function releasedStore(
  ends: (container: StartedContainer) => ReturnType<Ends> | 'stays' = () => undefined,
  writes: Writes = () => [],
  isDeployed = true,
): Promise<ReleasedStore> {
  let now = Date.parse('2026-11-27T12:00:00Z');
  const place = { clusterName: cluster, region: 'ap-southeast-1', accountId: '000000000000' };
  const controlPlane = simulatedControlPlane(
    emptyCluster(place),
    () => now,
    1,
    {},
    (container) => {
      const end = ends(container);
      if (end === 'stays') return undefined;
      if (container.command.includes('serve') || container.command.length === 0) return end;
      return end ?? 0;
    },
  );
  if (isDeployed) {
    await controlPlane.applyWorkload({ workload: storeWorkload('one'), digest: 'd', releaseServices: true });
  }
  controlPlane.settle();
  await controlPlane.completeRelease();
  const passing = setInterval(() => {
    now += 5_000;
    controlPlane.settle();
  }, 2);
  const gateway = await serve(
    createGateway({
      controlPlane,
      localStack: localStackCare(),
      upstream: new URL('http://127.0.0.1:9'),
      composeHosts: [],
    }),
  );
  const clients = awsClients({ environment: 'local', endpoint: gateway.url, region: place.region });
  const ecs = await clients.ecs();
  const target: Target = {
    environment: 'local',
    clients: { ...clients, ...(await elsewhere(clients, controlPlane, writes)) },
  };
  return {
    ...{ target, url: gateway.url, controlPlane, ecs },
    running: async () => {
      const { services = [] } = await ecs.describeServices({
        cluster,
        services: ['spree-local-web', 'spree-local-worker'],
      });
      const tags = services.map(async ({ serviceName = '', taskDefinition }) => {
        const described = await ecs.describeTaskDefinition({ taskDefinition });
        const image = described.taskDefinition?.containerDefinitions?.[0]?.image ?? '';
        return [serviceName.replace('spree-local-', ''), image.slice(repositoryUri.length + 1)] as const;
      });
      return Object.fromEntries(await Promise.all(tags));
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(passing);
      await gateway.close();
    },
  };
}

/** CloudFormation and CloudWatch Logs, which LocalStack has and not the control plane. */
async function elsewhere(
  clients: AwsClients,
  controlPlane: SimulatedControlPlane,
  writes: Writes,
): Promise<Pick<AwsClients, 'cloudFormation' | 'cloudWatchLogs'>> {
  const cloudFormation = await stackOfStore(clients);
  const logs = await clients.cloudWatchLogs();
  Reflect.set(
    logs,
    'getLogEvents',
    async ({ logStreamName, nextToken }: { logStreamName: string; nextToken?: string }) => {
      const id = logStreamName.slice(logStreamName.lastIndexOf('/') + 1);
      const task = controlPlane.state().tasks[id];
      // Its lines arrive together, at its end.
      if (task?.lastStatus !== 'STOPPED') return { events: [] };
      const command = task.overrides.containerOverrides[0]?.command ?? [];
      const lines = nextToken === undefined ? writes(command) : [];
      return {
        events: lines.map((message, index) => ({ message, timestamp: index })),
        nextForwardToken: 'end',
      };
    },
  );
  return { cloudFormation: async () => cloudFormation, cloudWatchLogs: async () => logs };
}
