import { z } from 'zod';
import type { Progress, Step } from '../../progress/progress.ts';
import type { Clock } from '../../time/clock.ts';
import type { Pace } from '../new-tasks/new-task.ts';
import { readStackOutputs } from '../stack-outputs.ts';
import type { Target } from '../target.ts';
import type { RollOutWatch } from './roll-out.ts';

/** An image that the container engine has, and the tag that names it in each environment. */
export interface BuiltImage {
  readonly image: string;
  readonly tag: string;
}

/** Where visitors are served, and what answers them 200 while the store works. */
export interface Storefront {
  readonly url: string;
  readonly healthPath: string;
}

/** What the parts of a release do that are not the same everywhere, or need more than AWS's APIs. */
export interface ReleaseWays {
  build(step: Step): Promise<BuiltImage>;
  /** Brings the image to the repository, from where tasks get it; gives its digest. */
  push(step: Step, built: BuiltImage, repositoryUri: string): Promise<string>;
  /** Raises a failure for a finding that stops a release. */
  scan(step: Step, digest: string): Promise<void>;
  publishAssets(step: Step, built: BuiltImage): Promise<void>;
  /** Has the edge serve the assets of the release that the services run. Raises `EDGE_NOT_INVALIDATED`. */
  serveAssets(step: Step, release: string): Promise<void>;
  /** Raises `SMOKE_CHECK_FAILED`. */
  smokeCheck(storefront: Storefront): Promise<string>;
  /** Marks the image as one that was released, so that the repository keeps it. */
  keepImage(step: Step, digest: string, tag: string): Promise<void>;
  readonly watchHopeless?: RollOutWatch['watchHopeless'];
  /** Where the environment waits shorter than its definition says. */
  readonly pace?: Pace;
}

/** A release to an environment. */
export interface ReleaseContext {
  readonly target: Target;
  readonly progress: Pick<Progress, 'step'>;
  readonly signal: AbortSignal;
  readonly ways: ReleaseWays;
  /** Who releases. */
  readonly releasedBy: string;
  /** The command that goes on after a failure. */
  readonly runAgain: string;
  readonly hints: RollOutWatch['hints'];
  readonly clock?: Clock;
}

const outputsSchema = z.object({
  ClusterName: z.string(),
  RepositoryUri: z.string(),
  StorefrontUrl: z.url(),
  /** There where it is another one. */
  HealthPath: z.string().optional(),
  SeedTaskFamily: z.string().optional(),
  SetUpTaskFamily: z.string().optional(),
});

/** Where a release goes, as the outputs of the stack tell. */
export type ReleasePlace = z.infer<typeof outputsSchema>;

/** Reads where a release goes. Raises `STACK_OUTPUTS_UNREADABLE`. */
export async function readReleasePlace(target: Target): Promise<ReleasePlace> {
  return await readStackOutputs(target, outputsSchema);
}

/** Where visitors of a place are served. */
export function storefrontOf({ StorefrontUrl: url, HealthPath = '/up' }: ReleasePlace): Storefront {
  return { url, healthPath: HealthPath };
}
