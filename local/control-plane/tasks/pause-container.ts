import type { ContainerSpec } from '../../docker/engine.ts';
import type { RegisteredTaskDefinition, TaskState } from '../model/cluster-state.ts';
import { kernelParameters } from './kernel-parameters.ts';
import { roleLabel, runtimeName, taskLabels } from './task-names.ts';
import type { TaskSettings } from './task-settings.ts';

/** Where ECS's credential and metadata endpoints are, inside every task. */
export const taskEndpointAddress = '169.254.170.2';

/**
 * The container that holds a task's network namespace, as ECS's pause container does. It passes connections to
 * 169.254.170.2 on to the control plane, whose address it looks up anew, so that a restarted one is found.
 */
export function pauseContainerSpec(
  task: TaskState,
  definition: RegisteredTaskDefinition,
  settings: TaskSettings,
): ContainerSpec {
  return {
    name: runtimeName(settings.environmentName, task, definition, 'pause'),
    image: settings.haproxyImage,
    labels: { ...taskLabels(settings.environmentName, task.id), [roleLabel]: 'pause' },
    entrypoint: ['/bin/sh', '-c', 'printf %s "$1" >/tmp/pause.cfg && exec haproxy -f /tmp/pause.cfg', 'sh'],
    command: [forwarding(settings.taskEndpoint)],
    memoryMiB: 64,
    healthCheck: 'NONE',
    dropCapabilities: ['ALL'],
    network: {
      kind: 'network',
      name: settings.network,
      linkLocalAddresses: [taskEndpointAddress],
    },
    restart: 'no',
    kernelParameters: Object.assign(
      {},
      ...definition.content.containerDefinitions.map((container) => kernelParameters(container, 'network')),
    ),
  };
}

function forwarding(endpoint: TaskSettings['taskEndpoint']): string {
  return `global
  maxconn 128
  nbthread 1
defaults
  mode tcp
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  retries 5
resolvers docker
  nameserver engine 127.0.0.11:53
  hold valid 1s
  hold other 1s
  hold nx 1s
frontend task
  bind ${taskEndpointAddress}:80
  default_backend endpoint
backend endpoint
  server control-plane ${endpoint.host}:${endpoint.port} resolvers docker resolve-prefer ipv4 init-addr last,libc,none
`;
}
