import type { Template } from '../../definition/template/template.ts';
import type { Domain } from '../../stack/environments/environment.ts';
import { bootstrap, type Region } from './bootstrap.ts';
import type { EnvironmentName, Step } from './environment-steps.ts';
import { type Deployment, remove, sendTemplate } from './moto-stack.ts';

/** A template that moto takes, and of which deployment it is. */
export interface Sent {
  readonly deployment: Deployment;
  readonly template: Template;
  readonly isUpdate: boolean;
  readonly environment: EnvironmentName;
  readonly step: Step;
  readonly domain: Domain | undefined;
}

/** How stacks get into moto. */
export interface WayOfDeploying {
  /** Prepares a region. Gives the id of the hosted zone. */
  bootstrap(region: Region): Promise<string>;
  send(sent: Sent): Promise<void>;
  /** Deletes stacks, the last one first. */
  remove(deployments: readonly Deployment[]): Promise<void>;
}

/** By CloudFormation's requests themselves. */
export const byRequests: WayOfDeploying = {
  bootstrap,
  send: ({ deployment, template, isUpdate }) => sendTemplate(deployment, template, isUpdate),
  remove: async (deployments) => {
    for (const deployment of deployments.toReversed()) await remove(deployment);
  },
};
