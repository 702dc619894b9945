import type { Service, TaskDefinition } from '../../../definition/model/ecs.ts';
import type { Failure } from '../../../failure/failure.ts';
import { wrongUsage } from '../../../failure/wrong-usage.ts';
import { wholeNumber } from '../../../json/whole-number.ts';
import type { ServiceFacts } from '../../scaling/check/check-input.ts';
import type { GivenFacts, GivenServiceFacts } from './given-facts.ts';
import { statedOfWeb, statedOfWorker } from './stated-facts.ts';

/** What is known of a service: what was given for it, and what is stated or follows from its definition otherwise. */
export function factsOf(service: Service, definition: TaskDefinition, given: GivenFacts): ServiceFacts {
  const stated = service.loadBalancers.length > 0 ? statedOfWeb : statedOfWorker;
  return { ...stated, ...connectionsOf(definition), ...givenFor(service.name, given) };
}

/** Facts for `web` are those of a service `spree-production-web`. */
function givenFor(name: string, { services }: GivenFacts): GivenServiceFacts {
  const found = Object.entries(services).find(([short]) => isNamed(name, short));
  return found?.[1] ?? {};
}

/** Whether a service is meant by its name or by the end of it. */
export function isNamed(name: string, short: string): boolean {
  return name === short || name.endsWith(`-${short}`);
}

/**
 * Facts about a service that nobody has are of no use: its name is misspelt. Of those that are given for a service under
 * two names, only some would count. Raises `BAD_ARGUMENT`.
 */
export function refuseMisnamedServices({ services }: GivenFacts, names: readonly string[]): void {
  const shorts = Object.keys(services);
  const unknown = shorts.find((short) => !names.some((name) => isNamed(name, short)));
  if (unknown !== undefined) {
    throw misnamed(`A fact was given for '${unknown}', but no service has this name`, names);
  }
  for (const name of names) {
    const [first, second] = shorts.filter((short) => isNamed(name, short));
    if (second === undefined) continue;
    throw misnamed(
      `Facts were given for '${first}' and for '${second}', but ${name} is meant by both`,
      names,
    );
  }
}

function misnamed(problem: string, names: readonly string[]): Failure {
  return wrongUsage('BAD_ARGUMENT', problem, `The services are: ${names.join(', ')}.`);
}

/** Rails' own number of threads where `RAILS_MAX_THREADS` is not set. */
const railsThreads = 5;

/**
 * Rails opens a connection for each thread, to a replica as well; to Redis one for jobs and one for the cache. Tasks
 * without `DATABASE_...` or `REDIS_...` open none.
 */
function connectionsOf({
  containerDefinitions,
}: TaskDefinition): Pick<ServiceFacts, 'databaseConnections' | 'redisConnections'> {
  const variables = new Map(
    containerDefinitions.flatMap(({ environment }) => environment).map(({ name, value }) => [name, value]),
  );
  const secrets = containerDefinitions.flatMap((container) => container.secrets).map(({ name }) => name);
  const names = [...variables.keys(), ...secrets];
  const uses = (prefix: string) => names.some((name) => name.startsWith(prefix));
  const number = (name: string) => wholeNumber(variables.get(name) ?? '');
  const threads = number('RAILS_MAX_THREADS') ?? railsThreads;
  const processes = Math.max(1, number('WEB_CONCURRENCY') ?? 1);
  return {
    databaseConnections: uses('DATABASE_') ? threads * processes : 0,
    redisConnections: uses('REDIS_') ? 2 * threads * processes + 2 : 0,
  };
}
