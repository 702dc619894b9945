import type { Target } from '../target.ts';
import { type ReleasePlace, readReleasePlace } from './release-context.ts';
import type { StackDeployment } from './stack-deployment.ts';

/** A stack that is deployed more than once, and where a release to it goes. */
export interface DeployedPlace {
  readonly stack: StackDeployment;
  /** As the outputs of the stack tell, which are read once after each deployment. Raises `STACK_OUTPUTS_UNREADABLE`. */
  readonly readPlace: () => Promise<ReleasePlace>;
}

/** Keeps what the outputs say until the stack is deployed again: a deployment may change them, however it ends. */
export function placeOfStack(target: Target, stack: StackDeployment): DeployedPlace {
  let place: Promise<ReleasePlace> | undefined;
  return {
    readPlace: () => {
      place ??= readReleasePlace(target);
      return place;
    },
    stack: {
      bootstrap: (step) => stack.bootstrap(step),
      deploy: async (step, images) => {
        try {
          await stack.deploy(step, images);
        } finally {
          place = undefined;
        }
      },
    },
  };
}
