import { parseEnv } from 'node:util';
import type { Workload } from '../../../definition/workload.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readText } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';

/** The services of docker-compose.yml that stand in for what a definition may be without. */
const optionalServices = ['postgres-replica', 'redis'] as const;

export type OptionalService = (typeof optionalServices)[number];

/** Services that have no container, because the definition has nothing that they would stand in for. */
export type LeftOutServices = ReadonlySet<OptionalService>;

/** Which services this definition does without: a read replica, Redis. */
export function leftOutServices({
  databases,
  replicationGroups,
}: Pick<Workload, 'databases' | 'replicationGroups'>): LeftOutServices {
  const isNeeded: Readonly<Record<OptionalService, boolean>> = {
    'postgres-replica': databases.some(({ sourceInstance }) => sourceInstance !== undefined),
    redis: replicationGroups.length > 0,
  };
  return new Set(optionalServices.filter((service) => !isNeeded[service]));
}

/** The variables of docker-compose.yml that leave services out. */
export function leftOutVariables(leftOut: LeftOutServices): Readonly<Record<string, string>> {
  const containersOf = (service: OptionalService) => (leftOut.has(service) ? '0' : '1');
  return {
    POSTGRES_REPLICA_CONTAINERS: containersOf('postgres-replica'),
    REDIS_CONTAINERS: containersOf('redis'),
    LEFT_OUT_SERVICES: [...leftOut].join(' '),
  };
}

/** Which services an environment was last started without; also known without its definition. */
export async function readLeftOutServices(environment: LocalEnvironment): Promise<LeftOutServices> {
  const text = (await readText(stateFile(environment, 'composeVariables'))) ?? '';
  const names = parseEnv(text).LEFT_OUT_SERVICES?.split(' ') ?? [];
  return new Set(optionalServices.filter((service) => names.includes(service)));
}
