import { z } from 'zod';
import { type ContractDemand, contractDemand } from '../../local/lifecycle/contract/contract-demand.ts';
import type { Infrastructure } from '../../operations/infrastructure/synthesize-infrastructure.ts';
import { storeCommandsOf } from '../../operations/store-commands.ts';

const words = z.array(z.string()).optional().catch(undefined);

const containerSchema = z.object({
  Name: z.string(),
  /** A text for one of another registry; the store's is put together from its repository. */
  Image: z.unknown(),
  Command: words,
  HealthCheck: z.object({ Command: words }).optional(),
  PortMappings: z.array(z.object({ ContainerPort: z.number().optional() })).default([]),
});

const templateSchema = z.object({
  Resources: z
    .record(
      z.string(),
      z.object({
        Type: z.string(),
        Properties: z
          .object({ ContainerDefinitions: z.array(containerSchema).optional() })
          .optional()
          .catch(undefined),
      }),
    )
    .default({}),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
});

/** What the tasks of a definition ask of the image of the store, before it is deployed. */
export function demandOf({ stacks }: Pick<Infrastructure, 'stacks'>): ContractDemand {
  const templates = stacks.flatMap(({ template }) => templateSchema.safeParse(template).data ?? []);
  const containers = templates
    .flatMap(({ Resources }) => Object.values(Resources))
    .filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition')
    .flatMap(({ Properties }) => Properties?.ContainerDefinitions ?? [])
    .filter(({ Image }) => typeof Image !== 'string')
    .map(({ Name, Command, HealthCheck, PortMappings }) => ({
      name: Name,
      command: Command,
      healthCheck: { command: HealthCheck?.Command },
      portMappings: PortMappings.map(({ ContainerPort }) => ({ containerPort: ContainerPort })),
    }));
  const outputs = templates.flatMap(({ Outputs }) => Object.entries(Outputs));
  const texts = outputs.flatMap(([name, { Value }]) => (typeof Value === 'string' ? [[name, Value]] : []));
  return contractDemand(containers, storeCommandsOf(Object.fromEntries(texts)).migrate);
}
