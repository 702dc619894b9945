import type { ContainerSpec } from '../../docker/engine.ts';
import { bucketDomain } from '../../environment/local-environment.ts';
import type { RegisteredTaskDefinition, TaskState } from '../model/cluster-state.ts';
import type { FirstKeys } from './first-keys.ts';
import { answerFiles, forwardingConfiguration } from './forwarding-configuration.ts';
import { kernelParameters } from './kernel-parameters.ts';
import { loopbackForwards } from './loopback-forwards.ts';
import { roleLabel, runtimeName, taskLabels } from './task-names.ts';
import type { TaskSettings } from './task-settings.ts';

/** Where ECS's credential and metadata endpoints are, inside every task. */
export const taskEndpointAddress = '169.254.170.2';

const configurationFile = '/tmp/pause.cfg';
const start = [
  'umask 077',
  `printf %s "$1" >${configurationFile}`,
  `printf %s "$2" >${answerFiles.any}`,
  `printf %s "$3" >${answerFiles.ruby}`,
  `exec haproxy -f ${configurationFile}`,
].join(' && ');

/**
 * The container that holds a task's network namespace, as ECS's pause container does. It passes connections to
 * 169.254.170.2 on to the control plane, and those to some ports of the loopback to the servers behind these ports
 * of the machine. The first keys of the task's role it answers itself.
 */
export function pauseContainerSpec(
  task: TaskState,
  definition: RegisteredTaskDefinition,
  settings: TaskSettings,
  firstKeys?: FirstKeys,
): ContainerSpec {
  return {
    name: runtimeName(settings.environmentName, task, definition, 'pause'),
    image: settings.haproxyImage,
    labels: { ...taskLabels(settings.environmentName, task.id), [roleLabel]: 'pause' },
    entrypoint: ['/bin/sh', '-c', start, 'sh'],
    command: [
      forwardingConfiguration(
        { ...settings.taskEndpoint, address: taskEndpointAddress },
        loopbackForwards(definition, settings),
        firstKeys,
      ),
      ...(firstKeys === undefined ? [] : [firstKeys.answer, firstKeys.answerForRuby]),
    ],
    memoryMiB: 64,
    healthCheck: 'NONE',
    dropCapabilities: ['ALL'],
    network: {
      kind: 'network',
      name: settings.network,
      linkLocalAddresses: [taskEndpointAddress],
    },
    // Containers of the task have this one's /etc/hosts.
    extraHosts: settings.bucketNames().map((name) => `${name}.${bucketDomain}:127.0.0.1`),
    restart: 'no',
    kernelParameters: Object.assign(
      {},
      ...definition.content.containerDefinitions.map((container) => kernelParameters(container, 'network')),
    ),
  };
}
