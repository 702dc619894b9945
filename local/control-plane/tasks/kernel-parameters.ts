import type { ContainerDefinition } from '../../../definition/model/ecs.ts';

/**
 * The kernel parameters of a container's definition that belong to the network, which all containers of a task share
 * and the pause container holds, or to the container's own namespaces.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html
 */
export function kernelParameters(
  { systemControls = [] }: ContainerDefinition,
  of: 'network' | 'own',
): Readonly<Record<string, string>> {
  const wanted = systemControls.filter(
    ({ namespace }) => namespace.startsWith('net.') === (of === 'network'),
  );
  return Object.fromEntries(wanted.map(({ namespace, value }) => [namespace, value]));
}
