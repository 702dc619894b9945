import { z } from 'zod';
import type { Infrastructure } from '../../operations/infrastructure/synthesize-infrastructure.ts';

const templateSchema = z.object({
  Resources: z
    .record(
      z.string(),
      z.object({
        Type: z.string(),
        Properties: z
          .object({
            RuntimePlatform: z.object({ CpuArchitecture: z.string().optional() }).optional(),
            ContainerDefinitions: z
              .array(z.object({ Secrets: z.array(z.object({ ValueFrom: z.unknown() })).default([]) }))
              .default([])
              .catch([]),
          })
          .optional(),
      }),
    )
    .default({}),
  Outputs: z.record(z.string(), z.unknown()).default({}),
});

function templatesOf({ stacks }: Infrastructure) {
  return stacks.flatMap(({ template }) => templateSchema.safeParse(template).data ?? []);
}

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
  const used = templatesOf(infrastructure)
    .flatMap(({ Resources }) => Object.values(Resources))
    .filter(({ Type }) => Type === 'AWS::ECS::TaskDefinition')
    .flatMap(({ Properties }) => Properties?.ContainerDefinitions ?? [])
    .flatMap(({ Secrets }) => Secrets.map(({ ValueFrom }) => JSON.stringify(ValueFrom)));
  // One of the stack's own is a reference, in which no name follows.
  const named = used.flatMap((value) => /:secret:([\w/+=.@-]+)/.exec(value)?.[1] ?? []);
  return [...new Set(named)];
}
