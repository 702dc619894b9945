import type { ContainerDefinition, TaskDefinition } from '../../model/ecs.ts';
import type { DefinitionFault } from './definition-fault.ts';

type Content = Pick<TaskDefinition, 'containerDefinitions' | 'volumes'>;

/** An entry of a list: where it is, what no other one may have, and what ECS says of a second one. */
interface Entry {
  readonly path: DefinitionFault['path'];
  readonly key: string;
  readonly message: string;
}

/**
 * What a task definition says twice. The words about ports are ECS's; those of the others are assumed. A variable may
 * be there twice: ECS takes the last one.
 */
export function repetitionFault(content: Content): DefinitionFault | undefined {
  const entries = [
    ...volumesOf(content),
    ...content.containerDefinitions.flatMap((container, index) => [
      ...portsOf(container, index),
      ...ownEntries(container, index),
    ]),
  ];
  const taken = new Set<string>();
  for (const { path, key, message } of entries) {
    if (taken.has(key)) return { path, message };
    taken.add(key);
  }
  return undefined;
}

function volumesOf({ volumes }: Content): readonly Entry[] {
  return volumes.map(({ name }, index) => ({
    path: ['volumes', index, 'name'],
    key: `volume ${name}`,
    message: `Volume names must be unique: there is another '${name}'.`,
  }));
}

/** The containers of a task share its network, and so its ports. */
function portsOf({ portMappings }: ContainerDefinition, container: number): readonly Entry[] {
  return portMappings.flatMap(({ containerPort, protocol, name }, index) => {
    const path = ['containerDefinitions', container, 'portMappings', index];
    const port: Entry = {
      path: [...path, 'containerPort'],
      key: `port ${containerPort}/${protocol}`,
      message: `${protocol.toUpperCase()} host port '${containerPort}' is mapped multiple times in task.`,
    };
    const message = `Port mapping names must be unique: there is another '${name}'.`;
    return name === undefined
      ? [port]
      : [port, { path: [...path, 'name'], key: `port name ${name}`, message }];
  });
}

/** What has to be unique in its container. */
function ownEntries(container: ContainerDefinition, index: number): readonly Entry[] {
  const { mountPoints, tmpfs = [], ulimits, dependsOn, systemControls = [] } = container;
  const list = (
    member: readonly string[],
    property: string,
    what: string,
    values: readonly string[],
  ): readonly Entry[] =>
    values.map((value, at) => ({
      path: ['containerDefinitions', index, ...member, at, property],
      key: JSON.stringify([index, what, value]),
      message: `The container ${container.name} has the ${what} '${value}' more than once.`,
    }));
  const paths = (entries: readonly { readonly containerPath: string }[]) =>
    entries.map(({ containerPath }) => containerPath.replace(/(?<=.)\/+$/, ''));
  return [
    ...list(['mountPoints'], 'containerPath', 'mount path', paths(mountPoints)),
    ...list(['linuxParameters', 'tmpfs'], 'containerPath', 'mount path', paths(tmpfs)),
    ...list(
      ['ulimits'],
      'name',
      'ulimit',
      ulimits.map(({ name }) => name),
    ),
    ...list(
      ['dependsOn'],
      'containerName',
      'dependency',
      dependsOn.map(({ containerName }) => containerName),
    ),
    ...list(
      ['systemControls'],
      'namespace',
      'kernel parameter',
      systemControls.map(({ namespace }) => namespace),
    ),
  ];
}
