import type { Commit } from '../../../operations/guards/committed-tree.ts';
import type { Pace } from '../../../operations/new-tasks/new-task.ts';
import { type ReleaseResult, releaseImage } from '../../../operations/release/release-image.ts';
import type { Target } from '../../../operations/target.ts';
import type { Progress } from '../../../progress/progress.ts';
import type { ParityStatus } from '../../control-plane/api/parity/status.ts';
import { connectEngine } from '../../docker/dockerode-engine.ts';
import type { Engine } from '../../docker/engine.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readPorts } from '../../environment/ports.ts';
import { readText, writePrivateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { endpointsOf } from '../commands/endpoints.ts';
import { deployedDemand } from '../contract/deployed-demand.ts';
import { refuseLiveCode } from '../live/refuse-live-code.ts';
import { controlPlaneClient } from '../servers/control-plane-client.ts';
import { hintsFor } from './hints-for.ts';
import { hopelessLocally } from './hopeless-locally.ts';
import { readPlatform } from './read-platform.ts';
import { tagOnAws } from './release-tag.ts';
import { releaseWays } from './release-ways.ts';

/** A release of the checkout's store to an environment. */
export interface StoreRelease {
  readonly target: Target;
  readonly engine: Engine;
  readonly checkout: string;
  readonly variables: NodeJS.ProcessEnv;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly who: string;
  /** Its id is the image's tag on AWS. */
  readonly commit: Commit | undefined;
  /** The local environment, where that is the target. */
  readonly local: LocalEnvironment | undefined;
  readonly accepted: readonly string[];
  readonly runAgain: string;
}

/** Releases the checkout's store to the services of an environment. Raises what `releaseImage` raises. */
export async function releaseStoreImage(release: StoreRelease): Promise<ReleaseResult> {
  const { target, engine, checkout, variables, signal, accepted, local, progress, who } = release;
  if (local !== undefined) await refuseLiveCode(local);
  const { certificateAuthority, ...watched } =
    (local === undefined ? undefined : await localPlace(local, engine)) ?? {};
  const ways = releaseWays({
    ...{ target, engine, checkout, variables, signal, accepted },
    contract: () => deployedDemand(target),
    demand: {
      platform: local === undefined ? await readPlatform(target) : undefined,
      tag: async (store) => (release.commit === undefined ? store.tag : tagOnAws(release.commit, store)),
    },
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
  });
  const released = await releaseImage({
    ...{ target, progress, signal, releasedBy: who, runAgain: release.runAgain },
    ways: { ...ways, ...watched },
    hints: await hintsFor(target),
  });
  if (local !== undefined) await noteRelease(local, released.release);
  return released;
}

/** What the local environment adds: its own authority, its pace, and what the control plane knows of each task. */
export async function localPlace(
  local: LocalEnvironment,
  engine: Pick<Engine, 'listContainers' | 'exec'> = connectEngine(),
) {
  const ports = await readPorts(local);
  if (ports === undefined) return undefined;
  const { certificateAuthority } = endpointsOf(local, ports);
  const { status } = controlPlaneClient(ports.aws);
  const pace = paceOf(await status());
  return {
    certificateAuthority,
    pace,
    watchHopeless: (revisions: Readonly<Record<string, string>>) =>
      hopelessLocally({ status, revisions, engine, environment: local, ports, pace }),
  };
}

function paceOf({ timeScale, longestGraceSeconds }: ParityStatus): Pace {
  return { timeScale, ...(longestGraceSeconds === null ? {} : { longestGraceSeconds }) };
}

/**
 * The definition stays released; that other images run than it names is what the next `local:up` has to find, which brings
 * its own store again.
 */
export async function noteRelease(local: LocalEnvironment, release: string): Promise<void> {
  const file = stateFile(local, 'released');
  const [digest = ''] = ((await readText(file)) ?? '').split(' ');
  await writePrivateFile(file, `${digest} store:release ${release}`);
}
