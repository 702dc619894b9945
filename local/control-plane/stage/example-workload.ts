import type { ContainerDefinition, Service, TaskDefinition, Workload } from '../../assembly/workload.ts';

const cluster = 'spree-local-cluster';

/** A workload of one service, `web`, whose tasks do what `program` says to Node, and a one-off task `oneoff`. */
export function exampleWorkload(
  image: string,
  program: string,
  changes: { readonly desiredCount?: number; readonly memoryMiB?: number } = {},
): Workload {
  return {
    stackName: 'spree-local',
    region: 'ap-southeast-1',
    accountId: '000000000000',
    clusters: [{ logicalId: 'Cluster', name: cluster }],
    taskDefinitions: [
      taskDefinition('web', container('web', image, program), changes.memoryMiB ?? 128),
      taskDefinition('oneoff', container('oneoff', image, ''), 128),
      taskDefinition('unbuilt', container('unbuilt', 'not-there:1', ''), 128),
      pair(image),
    ],
    services: [service(changes.desiredCount ?? 2)],
    loadBalancers: [],
    targetGroups: [],
    distributions: [],
    scalableTargets: [],
    databases: [],
    replicationGroups: [],
    buckets: [],
    secrets: [],
    logGroups: [],
  };
}

function container(name: string, image: string, program: string): ContainerDefinition {
  return {
    name,
    image,
    essential: true,
    entryPoint: ['node', '-e'],
    command: [program],
    environment: [],
    secrets: [],
    portMappings: [],
    dependsOn: [],
    stopTimeoutSeconds: 2,
    readonlyRootFilesystem: false,
    ulimits: [],
    initProcessEnabled: true,
    mountPoints: [],
    dockerLabels: {},
  };
}

function taskDefinition(family: string, one: ContainerDefinition, memoryMiB: number): TaskDefinition {
  return {
    logicalId: family,
    family,
    cpu: 256,
    memoryMiB,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: [one],
    volumes: [],
    tags: {},
  };
}

/** `first` leaves a word in a shared volume and ends; then `second` says it over the loopback that both share. */
function pair(image: string): TaskDefinition {
  const mountPoints = [{ sourceVolume: 'shared', containerPath: '/shared', readOnly: false }];
  const write = "require('fs').writeFileSync('/shared/word', 'hello')";
  const read = `
    const { createServer, get } = require('http');
    const word = require('fs').readFileSync('/shared/word', 'utf8');
    const server = createServer((_, answer) => answer.end(word)).listen(8080, '127.0.0.1', () =>
      get('http://127.0.0.1:8080', (answer) => answer.on('data', (said) => process.exit(said.length))));`;
  const first = { ...container('first', image, write), essential: false, mountPoints };
  const second = {
    ...container('second', image, read),
    mountPoints,
    dependsOn: [{ containerName: 'first', condition: 'SUCCESS' } as const],
  };
  return {
    ...taskDefinition('pair', first, 256),
    containerDefinitions: [second, first],
    volumes: [{ name: 'shared' }],
  };
}

function service(desiredCount: number): Service {
  return {
    logicalId: 'Web',
    name: 'web',
    cluster,
    taskDefinition: 'web',
    desiredCount,
    deploymentConfiguration: {
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      circuitBreaker: { enable: false, rollback: false },
      alarms: { enable: false, rollback: false, alarmNames: [] },
    },
    healthCheckGracePeriodSeconds: 0,
    loadBalancers: [],
    enableExecuteCommand: false,
    networkConfiguration: { subnets: [], securityGroups: [], assignPublicIp: 'DISABLED' },
    tags: {},
  };
}
