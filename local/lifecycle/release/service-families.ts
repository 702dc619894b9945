import type { Workload } from '../../../definition/workload.ts';

/** The family of each service's task definition, by the service's name. */
export function serviceFamilies(workload: {
  readonly services: readonly Pick<Workload['services'][number], 'name' | 'taskDefinition'>[];
  readonly taskDefinitions: readonly Pick<Workload['taskDefinitions'][number], 'family' | 'logicalId'>[];
}): Readonly<Record<string, string>> {
  const families = new Map(workload.taskDefinitions.map(({ logicalId, family }) => [logicalId, family]));
  return Object.fromEntries(
    workload.services.flatMap(({ name, taskDefinition }) => {
      const family = families.get(taskDefinition);
      return family === undefined ? [] : [[name, family] as const];
    }),
  );
}
