import type { ContainerDefinition, Service, TaskDefinition } from '../../../definition/model/ecs.ts';
import {
  emptyWorkload,
  exampleCluster,
  exampleContainer,
  exampleDeploymentConfiguration,
  exampleService,
  exampleTaskDefinition,
} from '../../../definition/testing/examples.ts';
import type { Workload } from '../../../definition/workload.ts';

const cluster = 'spree-local-cluster';

/** A workload of one service, `web`, whose tasks do what `program` says to Node, and a one-off task `oneoff`. */
export function exampleWorkload(
  image: string,
  program: string,
  changes: { readonly desiredCount?: number; readonly memoryMiB?: number } = {},
): Workload {
  return {
    ...emptyWorkload,
    clusters: [exampleCluster({ name: cluster })],
    taskDefinitions: [
      taskDefinition('web', container('web', image, program), changes.memoryMiB ?? 128),
      taskDefinition('oneoff', container('oneoff', image, ''), 128),
      taskDefinition('unbuilt', container('unbuilt', 'not-there:1', ''), 128),
      pair(image),
      confined(image),
    ],
    services: [service(changes.desiredCount ?? 2)],
  };
}

function container(name: string, image: string, program: string): ContainerDefinition {
  const command = { entryPoint: ['node', '-e'], command: [program] };
  return exampleContainer({ name, image, ...command, stopTimeoutSeconds: 2, initProcessEnabled: true });
}

function taskDefinition(family: string, one: ContainerDefinition, memoryMiB: number): TaskDefinition {
  return exampleTaskDefinition({
    logicalId: family,
    family,
    cpu: 256,
    memoryMiB,
    containerDefinitions: [one],
  });
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

/** Ends with the number of the first of its limits that does not hold, counted from 1, or with 0. */
function confined(image: string): TaskDefinition {
  const program = `
    const { readFileSync, readdirSync, statSync, statfsSync, writeFileSync } = require('fs');
    const status = readFileSync('/proc/self/status', 'utf8');
    const capabilities = parseInt(/^CapBnd:\\t(.*)$/m.exec(status)[1], 16);
    const refusal = (path) => { try { writeFileSync(path, ''); } catch ({ code }) { return code; } };
    const limits = [
      process.getuid() === 1000 && process.getgid() === 1000,
      refusal('/tmp/file') === 'EROFS',
      refusal('/shared/file') === 'EROFS',
      /^Max open files +1000 +1024 /m.test(readFileSync('/proc/1/limits', 'utf8')), // Node raises its own.
      readFileSync('/proc/sys/net/core/somaxconn', 'utf8') === '1234\\n' && readFileSync('/proc/sys/kernel/msgmax', 'utf8') === '4321\\n',
      /init/.test(readFileSync('/proc/1/comm', 'utf8')),
      readdirSync('/etc/dpkg').length === 0,
      statSync('/etc/dpkg').uid === 0 && (statSync('/etc/dpkg').mode & 0o777) === 0o755,
      refusal('/scratch/file') === undefined && statfsSync('/scratch').blocks * statfsSync('/scratch').bsize === 8 * 2 ** 20,
      /^NoNewPrivs:\\t0$/m.test(status),
      (capabilities & (1 << 19)) !== 0 && (capabilities & (1 << 27)) === 0 && (capabilities & (1 << 13)) !== 0,
    ];
    process.exit(limits.indexOf(false) + 1);`;
  const definition = {
    ...container('confined', image, program),
    user: '1000:1000',
    readonlyRootFilesystem: true,
    ulimits: [{ name: 'nofile' as const, softLimit: 1000, hardLimit: 1024 }],
    systemControls: [
      { namespace: 'net.core.somaxconn', value: '1234' },
      { namespace: 'kernel.msgmax', value: '4321' },
    ],
    // SYS_PTRACE, MKNOD and NET_RAW are the bits 19, 27 and 13.
    addedCapabilities: ['SYS_PTRACE'] as const,
    droppedCapabilities: ['MKNOD'],
    tmpfs: [{ containerPath: '/scratch', sizeMiB: 8, mountOptions: ['mode=1777'] }],
    mountPoints: ['/shared', '/etc/dpkg'].map((containerPath) => ({
      sourceVolume: 'shared',
      containerPath,
      readOnly: true,
    })),
  };
  return { ...taskDefinition('confined', definition, 128), volumes: [{ name: 'shared' }] };
}

function service(desiredCount: number): Service {
  const circuitBreaker = { enable: false, rollback: false };
  const deploymentConfiguration = exampleDeploymentConfiguration({ circuitBreaker });
  return exampleService({ cluster, taskDefinition: 'web', desiredCount, deploymentConfiguration });
}
