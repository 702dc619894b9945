import { serviceFamilies } from '../release/service-families.ts';

/** A container of a task definition, and where it writes in CloudWatch Logs. */
export interface DefinedWriter {
  readonly container: string;
  readonly family: string;
  /** Services that run the task definition. */
  readonly services: readonly string[];
  /** Undefined if its output is not shipped. */
  readonly written: { readonly group: string; readonly streamPrefix: string } | undefined;
}

/** The part of a workload that says who writes what. */
export interface WritingWorkload {
  readonly services: readonly { readonly name: string; readonly taskDefinition: string }[];
  readonly taskDefinitions: readonly {
    readonly logicalId: string;
    readonly family: string;
    readonly containerDefinitions: readonly {
      readonly name: string;
      readonly logConfiguration?:
        | { readonly options?: Readonly<Record<string, string>> | undefined }
        | undefined;
    }[];
  }[];
}

/** The containers that a definition has, those of one-off tasks too. */
export function definedWriters(workload: WritingWorkload): readonly DefinedWriter[] {
  const families = Object.entries(serviceFamilies(workload));
  return workload.taskDefinitions.flatMap(({ family, containerDefinitions }) =>
    containerDefinitions.map(({ name, logConfiguration }) => {
      const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = logConfiguration?.options ?? {};
      const isShipped = group !== undefined && prefix !== undefined;
      return {
        container: name,
        family,
        services: families.flatMap(([service, each]) => (each === family ? [service] : [])),
        written: isShipped ? { group, streamPrefix: `${prefix}/${name}/` } : undefined,
      };
    }),
  );
}
