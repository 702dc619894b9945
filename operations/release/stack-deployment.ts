import type { Step } from '../../progress/progress.ts';

/** What CloudFormation is asked for in one deployment. */
export interface StackImages {
  /** Tag of the image that the services run. */
  readonly imageTag: string;
  /** Tag of the image of one-off tasks: that of the next release while its migrations run. */
  readonly oneOffImageTag: string;
  /** False for everything but tasks. */
  readonly runsTasks: boolean;
}

/** Brings the infrastructure of an environment to the definition, as CDK does. */
export interface StackDeployment {
  bootstrap(step: Step): Promise<void>;
  deploy(step: Step, images: StackImages): Promise<void>;
}
