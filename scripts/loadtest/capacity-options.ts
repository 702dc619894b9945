import { wrongUsage } from '../../failure/wrong-usage.ts';
import { vcpuSizes } from '../../loadtest/capacity/task-sizes.ts';
import { durationMs } from '../../loadtest/thresholds/durations.ts';
import { factOptions } from '../scaling/scaling-options.ts';
import type { ScriptContext, ScriptOption } from '../script.ts';

/** The options of `loadtest capacity` alone. Facts say where to begin, and what nothing is measured of. */
export const capacityOptions: Readonly<Record<string, ScriptOption>> = {
  ...factOptions,
  service: {
    type: 'string',
    value: 'NAME',
    about: 'capacity: the scaled service behind the load balancer, where there are several',
  },
  p95: {
    type: 'string',
    value: 'TIME',
    about: 'capacity: the response time that 95 % of requests have to keep to (default 1s)',
  },
  sizes: {
    type: 'string',
    value: 'LIST',
    about:
      'capacity: vCPUs of the task sizes to try, such as 0.25,0.5 (default: its own, then smaller ones while they hold)',
  },
};

/** As on an ordinary day. */
const usualP95Ms = 1000;

/** The value of `--p95` in milliseconds. Raises `BAD_ARGUMENT`. */
export function p95Option(value: string | boolean | undefined): number {
  if (value === undefined) return usualP95Ms;
  const { number, unit } = /^(?<number>\d+(?:\.\d+)?)(?<unit>ms|s)$/.exec(String(value))?.groups ?? {};
  const found = durationMs(number, unit);
  if (found !== undefined && found > 0) return found;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `'${value}' in --p95 is not a time`,
    'For example: --p95 800ms, --p95 1.5s',
  );
}

/** The value of `--sizes`: vCPUs. Undefined where the sizes are to be found. Raises `BAD_ARGUMENT`. */
export function sizesOption(value: string | boolean | undefined): readonly number[] | undefined {
  if (value === undefined) return undefined;
  const texts = String(value).split(',');
  const sizes = texts.map((text) => vcpuSizes.find((vcpu) => text.trim() === String(vcpu)));
  const unknown = texts[sizes.indexOf(undefined)];
  if (unknown === undefined) return [...new Set(sizes.filter((vcpu) => vcpu !== undefined))];
  throw wrongUsage(
    'BAD_ARGUMENT',
    `'${unknown}' in --sizes is not a number of vCPUs that a task may have`,
    `They are: ${vcpuSizes.join(', ')}.`,
  );
}

/** Refuses options that would be ignored. Raises `BAD_ARGUMENT`. */
export function refuseOptions(
  { options, lists }: Pick<ScriptContext, 'options' | 'lists'>,
  names: readonly string[],
  where: string,
): void {
  const given = names.find((name) => options[name] !== undefined || (lists[name] ?? []).length > 0);
  if (given === undefined) return;
  throw wrongUsage('BAD_ARGUMENT', `loadtest ${where} has no option --${given}`, 'Leave it out.');
}
