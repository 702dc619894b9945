import type { Template } from '../../definition/template/template.ts';
import type { Domain } from '../../stack/environments/environment.ts';
import { bootstrap, type Region } from './bootstrap.ts';
import type { EnvironmentName, Step } from './environment-steps.ts';
import { type Deployment, remove, sendTemplate, stubbedTemplate, withReferencesShown } from './moto-stack.ts';
import { type StackState, stateOf } from './stack-state.ts';

/** A step in the life of an environment: all of its stacks. */
export interface DeployedStep {
  readonly environment: EnvironmentName;
  readonly step: Step;
  readonly domain: Domain | undefined;
  /** Those that are new or may change, each after those whose outputs it needs. */
  readonly deployments: readonly Omit<Deployment, 'outputs'>[];
}

/** How stacks get into moto. */
export interface WayOfDeploying {
  /** Prepares a region. Gives the id of the hosted zone. */
  bootstrap(region: Region): Promise<string>;
  deploy(step: DeployedStep): Promise<void>;
  /** The template that moto has got of a stack. */
  createdOf(stackName: string): Template | undefined;
  /** Deletes all stacks, the last one first. */
  remove(): Promise<void>;
}

/** By CloudFormation's requests themselves. */
export function byRequests(): WayOfDeploying {
  const existing = new Map<string, { readonly deployment: Deployment; readonly created: Template }>();
  const outputs: Record<string, StackState['outputs']> = {};
  return {
    bootstrap,
    deploy: async ({ deployments }) => {
      for (const each of deployments) {
        const { stackName } = each;
        const deployment = { ...each, outputs };
        const before = existing.get(stackName)?.created;
        const created = stubbedTemplate(deployment, before);
        await sendTemplate(deployment, withReferencesShown(created), before !== undefined);
        existing.set(stackName, { deployment, created });
        outputs[stackName] = (await stateOf(deployment, created)).outputs;
      }
    },
    createdOf: (stackName) => existing.get(stackName)?.created,
    remove: async () => {
      for (const { deployment } of [...existing.values()].toReversed()) await remove(deployment);
    },
  };
}
