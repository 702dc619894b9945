import type { TaskDefinition } from '../../../../../definition/model/ecs.ts';
import { container, healthCheck, taskDefinition } from '../cluster-fixtures.ts';
import type { Quality } from './simulated-engine.ts';

/** Whether its containers end only when they are killed. */
export type Temper = 'docile' | 'stubborn';

/** The store with a container that prepares and one that goes beside it. */
export function web(quality: Quality, temper: Temper): TaskDefinition {
  return once(`web ${quality} ${temper}`, () =>
    taskDefinition({
      tags: { quality, temper },
      containerDefinitions: [
        container({ name: 'init', essential: false, portMappings: [] }),
        container({ healthCheck, dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] }),
        container({
          name: 'sidecar',
          essential: false,
          portMappings: [],
          dependsOn: [{ containerName: 'web', condition: 'START' }],
        }),
      ],
    }),
  );
}

/** A worker with neither a load balancer nor a health check when it is good, so that time alone makes it steady. */
export function worker(quality: Quality, temper: Temper): TaskDefinition {
  const check = quality === 'good' ? {} : { healthCheck };
  return once(`worker ${quality} ${temper}`, () =>
    taskDefinition({
      family: 'worker',
      tags: { quality, temper },
      containerDefinitions: [container({ name: 'worker', portMappings: [], ...check })],
    }),
  );
}

export const oneoff = taskDefinition({
  family: 'oneoff',
  containerDefinitions: [container({ name: 'oneoff', portMappings: [] })],
});

const made = new Map<string, TaskDefinition>();

function once(key: string, make: () => TaskDefinition): TaskDefinition {
  const known = made.get(key);
  if (known !== undefined) return known;
  const definition = make();
  made.set(key, definition);
  return definition;
}
