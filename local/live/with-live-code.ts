import type { ContainerDefinition, DefinedTaskDefinition, Volume } from '../../definition/model/ecs.ts';
import type { Workload } from '../../definition/workload.ts';

/** The label of containers that have live code; its value names the folder that they have it from. */
export const liveCodeLabel = 'dev.spree-parity.live-code';

/** Tells an application that its code changes while it runs: the path of a file that changes after each change of the code. */
const liveCodeVariable = 'PARITY_LIVE_CODE';

/** Where a container finds what belongs to live code itself: the file of the version, and what is to be checked. */
export const liveFolder = '/parity/live';

/** What tasks are given in the place of what the image has. */
export interface LiveCode {
  readonly id: string;
  /** Names of the store's image in the definition. */
  readonly images: readonly string[];
  /** Paths on the machine and in containers. */
  readonly mounts: readonly { readonly hostPath: string; readonly target: string }[];
  /** The folder that containers have as `liveFolder`. */
  readonly controlFolder: string;
}

/** The definition whose containers of the store run live code; everything else stays as it is. */
export function withLiveCode<Content extends Pick<Workload, 'taskDefinitions'>>(
  workload: Content,
  live: LiveCode,
): Content {
  return {
    ...workload,
    taskDefinitions: workload.taskDefinitions.map((definition) => withMounts(definition, live)),
  };
}

function withMounts(definition: DefinedTaskDefinition, live: LiveCode): DefinedTaskDefinition {
  const isOfStore = ({ image }: ContainerDefinition) => live.images.includes(image);
  if (!definition.containerDefinitions.some(isOfStore)) return definition;
  const folders = [{ hostPath: live.controlFolder, target: liveFolder }, ...live.mounts];
  const mounts = folders.map(({ hostPath, target }, index) => ({
    volume: { name: `live-code-${index}`, hostPath } satisfies Volume,
    point: { sourceVolume: `live-code-${index}`, containerPath: target, readOnly: true },
  }));
  return {
    ...definition,
    volumes: [...definition.volumes, ...mounts.map(({ volume }) => volume)],
    containerDefinitions: definition.containerDefinitions.map((container) =>
      isOfStore(container)
        ? {
            ...container,
            mountPoints: [...container.mountPoints, ...mounts.map(({ point }) => point)],
            environment: [
              ...container.environment,
              { name: liveCodeVariable, value: `${liveFolder}/version` },
            ],
            dockerLabels: { ...container.dockerLabels, [liveCodeLabel]: live.id },
          }
        : container,
    ),
  };
}
