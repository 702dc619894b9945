import { z } from 'zod';
import type { Infrastructure } from '../../operations/infrastructure/synthesize-infrastructure.ts';

const words = z.array(z.string()).optional().catch(undefined);

const containerSchema = z.object({
  Name: z.string().default(''),
  /** A text for one of another registry; the store's is put together from its repository. */
  Image: z.unknown(),
  Command: words,
  HealthCheck: z.object({ Command: words }).optional(),
  PortMappings: z.array(z.object({ ContainerPort: z.number().optional() })).default([]),
  Secrets: z.array(z.object({ ValueFrom: z.unknown() })).default([]),
});

const templateSchema = z.object({
  Resources: z
    .record(
      z.string(),
      z.object({
        Type: z.string(),
        Properties: z
          .object({
            RuntimePlatform: z.object({ CpuArchitecture: z.string().optional() }).optional(),
            ContainerDefinitions: z.array(containerSchema).default([]).catch([]),
          })
          .optional()
          .catch(undefined),
      }),
    )
    .default({}),
  Outputs: z.record(z.string(), z.unknown()).default({}),
});

type Synthesized = Pick<Infrastructure, 'stacks'>;

function templatesOf({ stacks }: Synthesized) {
  return stacks.flatMap(({ template }) => templateSchema.safeParse(template).data ?? []);
}

/** The containers of all task definitions, as the templates have them. */
export function containersOf(infrastructure: Synthesized): readonly z.infer<typeof containerSchema>[] {
  return templatesOf(infrastructure)
    .flatMap(({ Resources }) => Object.values(Resources))
    .filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition')
    .flatMap(({ Properties }) => Properties?.ContainerDefinitions ?? []);
}

/** The outputs of all stacks whose values are texts: what refers to a resource has none before it is deployed. */
export function textOutputs(infrastructure: Synthesized): Readonly<Record<string, string>> {
  const outputs = templatesOf(infrastructure).flatMap(({ Outputs }) => Object.entries(Outputs));
  const texts = outputs.flatMap(([name, output]) => {
    const value = textSchema.safeParse(output).data?.Value;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(texts);
}

const textSchema = z.object({ Value: z.string() });

/** The platform that the tasks of a definition run on, such as `linux/amd64`. */
export function imagePlatform(infrastructure: Infrastructure): string {
  const isArm = templatesOf(infrastructure)
    .flatMap(({ Resources }) => Object.values(Resources))
    .some(
      ({ Type, Properties }) =>
        Type === 'AWS::ECS::TaskDefinition' && Properties?.RuntimePlatform?.CpuArchitecture === 'ARM64',
    );
  return isArm ? 'linux/arm64' : 'linux/amd64';
}

/** Whether a stack of the definition has an output of this name. */
export function templateHas(infrastructure: Infrastructure, output: string): boolean {
  return templatesOf(infrastructure).some(({ Outputs }) => Object.hasOwn(Outputs, output));
}

/**
 * Names of the secrets that containers need and no stack of the definition makes, such as that of the mail server: its owner has
 * to have made them before a task can start.
 */
export function secretsOfOwner(infrastructure: Infrastructure): readonly string[] {
  const used = containersOf(infrastructure).flatMap(({ Secrets }) =>
    Secrets.map(({ ValueFrom }) => JSON.stringify(ValueFrom)),
  );
  // One of the stack's own is a reference, in which no name follows.
  const named = used.flatMap((value) => /:secret:([\w/+=.@-]+)/.exec(value)?.[1] ?? []);
  return [...new Set(named)];
}
