import type { TaskDefinition } from '../../../definition/model/ecs.ts';
import { parseValueFrom } from '../../../definition/resources/ecs/value-from.ts';
import type { Clock } from '../../../time/clock.ts';
import { type SecretSource, SecretUnavailable } from '../../aws/secret-source.ts';

interface Named {
  readonly name: string;
}

/** The secrets and parameters that a definition has. */
interface Defined {
  readonly secrets: readonly Named[];
  /** Absent in a state that an earlier version of the control plane wrote. */
  readonly parameters?: readonly Named[];
  /** What their containers read from Parameter Store is given to `local:up` where the definition does not have it. */
  readonly taskDefinitions?: readonly Pick<TaskDefinition, 'containerDefinitions'>[];
}

export interface AwaitDefinedOptions {
  /** The definition that was released last. */
  readonly workload: () => Defined | undefined;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly patienceMs: number;
  readonly everyMs: number;
}

/**
 * A `SecretSource` that waits where LocalStack is not ready: it does not answer, or it lacks a secret or a parameter
 * of the definition, all of which it forgets when it is restarted. What the definition does not have is missing at
 * once, as on AWS; after `patienceMs` everything is.
 */
export function awaitDefined(source: SecretSource, options: AwaitDefinedOptions): SecretSource {
  return {
    secretValue: (query) =>
      patiently(
        options,
        () => source.secretValue(query),
        isDefinedSecret(query.secretId, options.workload()),
      ),
    parameter: (name) =>
      patiently(options, () => source.parameter(name), isDefinedParameter(name, options.workload())),
  };
}

async function patiently<T>(
  { clock, signal, patienceMs, everyMs }: AwaitDefinedOptions,
  read: () => Promise<T>,
  isDefined: boolean,
): Promise<T> {
  const until = clock.now() + patienceMs;
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!isPassing(error, isDefined) || clock.now() >= until) throw error;
    }
    await clock.sleep(everyMs, signal);
    if (signal.aborted) return await neverSettling();
  }
}

/** A task has not failed because the control plane ends: the next one starts it again. */
function neverSettling(): Promise<never> {
  return new Promise(() => {});
}

function isPassing(error: unknown, isDefined: boolean): boolean {
  if (!(error instanceof SecretUnavailable)) return false;
  return error.kind === 'unreachable' || (error.kind === 'missing' && isDefined);
}

/** By its name, its ARN, or its ARN with the six characters that Secrets Manager appends. */
function isDefinedSecret(secretId: string, workload: Defined | undefined): boolean {
  const name = secretId.split(':secret:').at(-1) ?? secretId;
  return (workload?.secrets ?? []).some(
    (secret) => secret.name === name || secret.name === name.replace(/-[A-Za-z0-9]{6}$/, ''),
  );
}

function isDefinedParameter(name: string, workload: Defined | undefined): boolean {
  return (
    (workload?.parameters ?? []).some((parameter) => parameter.name === name) ||
    (workload?.taskDefinitions ?? [])
      .flatMap(({ containerDefinitions }) => containerDefinitions)
      .flatMap(({ secrets }) => secrets.map(({ valueFrom }) => parseValueFrom(valueFrom)))
      .some((reference) => reference.kind === 'parameter' && reference.name === name)
  );
}
