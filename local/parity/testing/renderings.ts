import { recordingS3 } from '../../../aws/testing/recording-s3.ts';
import type { Workload } from '../../../definition/workload.ts';
import { ensureBucket } from '../../aws/buckets/ensure-bucket.ts';
import { localPolicy } from '../../aws/buckets/local-policy.ts';
import { AwsError } from '../../control-plane/api/aws-error.ts';
import { ecrApi } from '../../control-plane/api/ecr/ecr-api.ts';
import { ecsApi } from '../../control-plane/api/ecs/ecs-api.ts';
import { serviceRevisionArn } from '../../control-plane/api/ecs/shapes/service-revision.ts';
import { elbv2Api } from '../../control-plane/api/elbv2/elbv2-api.ts';
import { rdsApi } from '../../control-plane/api/rds/rds-api.ts';
import {
  type SimulatedControlPlane,
  simulatedControlPlane,
} from '../../control-plane/api/testing/simulated-control-plane.ts';
import { renderNginx } from '../../control-plane/edge/configuration/render-nginx.ts';
import { renderHaproxy } from '../../control-plane/load-balancer/configuration/render-haproxy.ts';
import type { ClusterState } from '../../control-plane/model/cluster-state.ts';
import { nextValue } from '../../control-plane/rotation/next-value.ts';
import { applyWorkload } from '../../control-plane/scheduler/commands/apply-workload.ts';
import type { Outcome } from '../../control-plane/scheduler/commands/outcome.ts';
import { updateService } from '../../control-plane/scheduler/commands/services.ts';
import { emptyCluster } from '../../control-plane/scheduler/initial-state.ts';
import { oneOffTask } from '../../control-plane/scheduler/task/task-creation.ts';
import { pauseContainerSpec } from '../../control-plane/tasks/pause-container.ts';
import { taskContainerSpec } from '../../control-plane/tasks/task-container.ts';
import { settings } from '../../control-plane/tasks/testing/task-fixtures.ts';
import { primaryDatabase } from '../../lifecycle/database/store-database.ts';
import { remember } from '../../lifecycle/removal/made-resources.ts';
import { postgresConfigurations } from '../../lifecycle/servers/postgres-files.ts';
import { redisConfiguration, transitEncryption } from '../../lifecycle/servers/redis-files.ts';
import { attachDatabase } from '../../providers/attach-database.ts';
import { generateSecretString } from '../../providers/generate-secret-string.ts';
import { scalingAnswers } from './scaling-answers.ts';

/** What a workload turns into locally, without an engine: files, specifications, answers; the cheap ones first. */
export const renderings: readonly ((workload: Workload) => unknown)[] = [
  (workload) => renderHaproxy(workload, [], haproxy),
  (workload) => renderNginx(workload, edge),
  (workload) =>
    workload.databases.length === 0 ? [] : [primaryDatabase(workload), postgresConfigurations(workload)],
  (workload) =>
    workload.replicationGroups.map((group) => [
      redisConfiguration(group),
      transitEncryption(group),
      group.authToken,
    ]),
  (workload) => secretsOf(workload),
  (workload) => workload.buckets.map((bucket) => localPolicy(bucket, (logicalId) => logicalId)),
  (workload) => bucketRequests(workload),
  (workload) => remember({ buckets: [], secrets: [] }, workload, namesOf(workload.buckets)),
  (workload) => countsAfterScaling(workload),
  (workload) => controlPlaneOf(workload),
];

const haproxy = { folder: '/run/parity', certificatePath: '/run/parity/edge.crt', requestLog: false };
const edge = {
  publishedHttpsPort: 8443,
  certificatePath: '/run/parity/edge.crt',
  keyPath: '/run/parity/edge.key',
  loadBalancerFolder: '/run/parity',
  s3Server: 'minio:9000',
  readerAgent: (logicalId: string) => `reader ${logicalId}`,
  cacheMiB: 100,
  requestLog: false,
};

function namesOf(buckets: Workload['buckets']): ReadonlySet<string> {
  return new Set(buckets.map(({ name }) => name));
}

const last = (bound: number) => bound - 1;

function secretsOf(workload: Workload): readonly unknown[] {
  return workload.secrets.flatMap(({ name, generate, attachedDatabase, rotation }) => {
    const value = generate === undefined ? '' : generateSecretString(generate, last);
    const database = workload.databases.find(({ logicalId }) => logicalId === attachedDatabase);
    const attached = database === undefined ? value : attachDatabase(value, database, 'postgres');
    const user = { username: 'shop', password: 'before' };
    return [name, attached, rotation && nextValue(user, rotation, last)];
  });
}

/** The client of S3 takes longer than all the rest, and most definitions differ in other things than buckets. */
const requestsByBuckets = new Map<string, readonly string[]>();

async function bucketRequests({ buckets }: Workload): Promise<readonly string[]> {
  const key = JSON.stringify(buckets);
  const known = requestsByBuckets.get(key);
  if (known !== undefined) return known;
  const { s3, requests } = recordingS3();
  for (const bucket of buckets) await ensureBucket(s3, bucket);
  requestsByBuckets.set(key, requests);
  return requests;
}

/** How many tasks a further release leaves of services that somebody scaled far out. */
function countsAfterScaling(workload: Workload): readonly number[] {
  const { region, accountId } = workload;
  const place = { clusterName: workload.clusters[0]?.name ?? 'default', region, accountId };
  const released = release(emptyCluster(place), workload);
  const scaled = Object.keys(released.services).reduce(
    (state, service) => stateOf(updateService(state, { service, desiredCount: 1_000 }, 0)),
    released,
  );
  return Object.values(release(scaled, workload).services).map(({ desiredCount }) => desiredCount);
}

const release = (state: ClusterState, workload: Workload): ClusterState =>
  stateOf(applyWorkload(state, workload, { releaseServices: true }, 0));

function stateOf(outcome: Outcome<object>): ClusterState {
  if (outcome.ok) return outcome.state;
  throw new AwsError(outcome.error.code, outcome.error.message);
}

/** The services as they were released and became steady, and what the APIs say of them. */
async function controlPlaneOf(workload: Workload): Promise<object> {
  const { region, accountId } = workload;
  const place = { clusterName: workload.clusters[0]?.name ?? 'default', region, accountId };
  const controlPlane = simulatedControlPlane(emptyCluster(place), () => 0);
  await controlPlane.applyWorkload({ workload, digest: '', releaseServices: true });
  controlPlane.settle();
  return {
    containers: containersOf(controlPlane, workload),
    ecs: await ecsAnswers(controlPlane, place.clusterName),
    elbv2: await elbv2Answers(controlPlane, workload),
    rds: await rdsAnswers(controlPlane),
    ecr: await ecrAnswers(controlPlane, workload),
    scaling: await scalingAnswers(controlPlane, workload),
  };
}

function containersOf(controlPlane: SimulatedControlPlane, { region }: Workload): readonly unknown[] {
  return Object.values(controlPlane.state().taskDefinitions).flatMap((definition) => {
    const task = oneOffTask('0'.repeat(32), definition, {}, 0);
    const sources = {
      region,
      endpointId: '0',
      secrets: {},
      fileVariables: {},
      imageVolumes: [],
      hasTaskRole: definition.content.taskRoleArn !== undefined,
    };
    return [
      pauseContainerSpec(task, definition, settings),
      ...definition.content.containerDefinitions.map((container) =>
        taskContainerSpec(task, definition, container, settings, { ...sources, pauseId: 'pause' }),
      ),
    ];
  });
}

/** Of a snapshot too, which may have the tags of its instance. */
async function rdsAnswers(controlPlane: SimulatedControlPlane): Promise<readonly string[]> {
  const ask = async (Action: string, parameters: Readonly<Record<string, string>> = {}) => {
    const body = new URLSearchParams({ Action, Version: '2014-10-31', ...parameters }).toString();
    return (await rdsApi.answer({ body, requestId: '' }, controlPlane)).body.toString();
  };
  const [database] = await controlPlane.surroundings.databases.instances();
  if (database === undefined) return [];
  const snapshot = { DBInstanceIdentifier: database.identifier, DBSnapshotIdentifier: 'snapshot' };
  return [await ask('DescribeDBInstances'), await ask('CreateDBSnapshot', snapshot)];
}

async function ecsAnswers(controlPlane: SimulatedControlPlane, cluster: string): Promise<readonly string[]> {
  const { services, taskDefinitions, tasks } = controlPlane.state();
  const ask = async (operation: string, input: object) => {
    const target = `AmazonEC2ContainerServiceV20141113.${operation}`;
    return (await ecsApi.answer({ target, body: JSON.stringify(input), requestId: '' }, controlPlane)).body;
  };
  const include = ['TAGS'];
  return Promise.all([
    ask('DescribeClusters', { clusters: [cluster], include: ['SETTINGS', 'TAGS', 'CONFIGURATIONS'] }),
    ...Object.keys(services).map((service) =>
      ask('DescribeServices', { cluster, services: [service], include }),
    ),
    ...Object.values(services).flatMap(({ name, deployments }) =>
      deployments.map(({ id }) =>
        ask('DescribeServiceRevisions', {
          serviceRevisionArns: [serviceRevisionArn(controlPlane.state(), name, id)],
        }),
      ),
    ),
    ...Object.keys(tasks).map((task) => ask('DescribeTasks', { cluster, tasks: [task], include })),
    ...Object.keys(taskDefinitions).map((taskDefinition) =>
      ask('DescribeTaskDefinition', { taskDefinition, include }),
    ),
  ]);
}

/** What ECR says of the repositories, of a tag that is pushed with another image, and of what is left after many pushes. */
async function ecrAnswers(
  controlPlane: SimulatedControlPlane,
  { repositories, accountId, region }: Workload,
): Promise<readonly string[]> {
  const ask = async (operation: string, input: object) => {
    const target = `AmazonEC2ContainerRegistry_V20150921.${operation}`;
    return (await ecrApi.answer({ target, body: JSON.stringify(input), requestId: '' }, controlPlane)).body;
  };
  const answers = [await ask('DescribeRepositories', {})];
  for (const { name: repositoryName } of repositories) {
    const resourceArn = `arn:aws:ecr:${region}:${accountId}:repository/${repositoryName}`;
    answers.push(await ask('ListTagsForResource', { resourceArn }));
    answers.push(await ask('GetLifecyclePolicy', { repositoryName }));
    for (const [index, imageTag] of ['a', 'b', 'dev-1', 'a', 'dev-1', 'c'].entries()) {
      const config = { digest: `sha256:${index}`, size: 1 };
      const imageManifest = JSON.stringify({ mediaType: 'image', config, layers: [] });
      answers.push(await ask('PutImage', { repositoryName, imageTag, imageManifest }));
    }
    answers.push(await ask('ListImages', { repositoryName }));
  }
  return answers;
}

async function elbv2Answers(
  controlPlane: SimulatedControlPlane,
  workload: Workload,
): Promise<readonly string[]> {
  const ask = async (action: string, parameters: Readonly<Record<string, string>> = {}) => {
    const query = new URLSearchParams({ Action: action, Version: '2015-12-01', ...parameters });
    return (await elbv2Api.answer({ body: query.toString(), requestId: '' }, controlPlane)).body;
  };
  return Promise.all([
    ask('DescribeLoadBalancers'),
    ask('DescribeTargetGroups'),
    ...taggedArns(workload).map((arn) => ask('DescribeTags', { 'ResourceArns.member.1': arn })),
    ...workload.loadBalancers.flatMap(({ arn: LoadBalancerArn, listeners }) => [
      ask('DescribeLoadBalancerAttributes', { LoadBalancerArn }),
      ask('DescribeListeners', { LoadBalancerArn }),
      ...listeners.flatMap(({ arn: ListenerArn }) => [
        ask('DescribeRules', { ListenerArn }),
        ask('DescribeListenerAttributes', { ListenerArn }),
        ask('DescribeListenerCertificates', { ListenerArn }),
      ]),
    ]),
    ...workload.targetGroups.flatMap(({ arn: TargetGroupArn }) => [
      ask('DescribeTargetGroupAttributes', { TargetGroupArn }),
      ask('DescribeTargetHealth', { TargetGroupArn }),
    ]),
  ]);
}

function taggedArns({ loadBalancers, targetGroups }: Workload): readonly string[] {
  const listeners = loadBalancers.flatMap((balancer) => balancer.listeners);
  return [...loadBalancers, ...listeners, ...listeners.flatMap(({ rules }) => rules), ...targetGroups].map(
    ({ arn }) => arn,
  );
}
