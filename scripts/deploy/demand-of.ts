import { type ContractDemand, contractDemand } from '../../local/lifecycle/contract/contract-demand.ts';
import type { Infrastructure } from '../../operations/infrastructure/synthesize-infrastructure.ts';
import { storeCommandsOf } from '../../operations/store-commands.ts';
import { containersOf, textOutputs } from './read-templates.ts';

/** What the tasks of a definition ask of the image of the store, before it is deployed. */
export function demandOf(infrastructure: Pick<Infrastructure, 'stacks'>): ContractDemand {
  const containers = containersOf(infrastructure)
    .filter(({ Image }) => typeof Image !== 'string')
    .map(({ Name, Command, HealthCheck, PortMappings }) => ({
      name: Name,
      command: Command,
      healthCheck: { command: HealthCheck?.Command },
      portMappings: PortMappings.map(({ ContainerPort }) => ({ containerPort: ContainerPort })),
    }));
  return contractDemand(containers, storeCommandsOf(textOutputs(infrastructure)).migrate);
}
