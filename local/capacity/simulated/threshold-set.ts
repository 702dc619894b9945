import { z } from 'zod';
import { Failure } from '../../../failure/failure.ts';
import { wrongUsage } from '../../../failure/wrong-usage.ts';
import { parseJson } from '../../../json/parse-json.ts';
import { isNamed } from '../facts/service-facts.ts';

const target = z.union([z.number().gt(0), z.literal('off')]).exactOptional();
const count = z.int().min(0).exactOptional();

const set = z.strictObject({
  cpu: target,
  memory: target,
  requests: target,
  queue: target,
  min: count,
  max: count,
  out: count,
  in: count,
  period: z.literal([20, 60]).exactOptional(),
});

/**
 * Other thresholds for a service: targets by metric (`off` takes a policy away), bounds, cooldowns in seconds, and the
 * period of CPU and memory.
 */
export type ThresholdSet = z.output<typeof set>;

const bySet = z.union([set, z.record(z.string(), set)]);

const names = Object.keys(set.shape).join(', ');
const hint = `For example: --compare cpu=60,requests=250,memory=off, or a JSON file with the same names. The names are: ${names}.`;

/** Gives the set for a service, by its name. */
export type ThresholdSets = (service: string) => ThresholdSet;

/** Reads `cpu=60,requests=250,memory=off`: the same for all services. Raises `BAD_ARGUMENT`. */
export function parseThresholds(text: string): ThresholdSets {
  const entries = text.split(',').map((part) => {
    const [, name = '', value = ''] = /^(\w+)=(off|[\d.]+)$/.exec(part.trim()) ?? [];
    return [name, value === 'off' ? value : Number(value)] as const;
  });
  const parsed = set.safeParse(Object.fromEntries(entries));
  if (!parsed.success) {
    throw wrongUsage('BAD_ARGUMENT', `--compare must be a file or a set of thresholds, not '${text}'`, hint);
  }
  return () => parsed.data;
}

/** Reads a file with one set, or with one for each service by the end of its name. Raises `BAD_THRESHOLDS`. */
export function parseThresholdsFile(text: string, file: string): ThresholdSets {
  const parsed = bySet.safeParse(parseJson(text));
  if (!parsed.success)
    throw new Failure('BAD_THRESHOLDS', `${file} does not contain a set of thresholds`, { hint });
  const one = set.safeParse(parsed.data);
  if (one.success) return () => one.data;
  const sets = z.record(z.string(), set).parse(parsed.data);
  return (service) => Object.entries(sets).find(([short]) => isNamed(service, short))?.[1] ?? {};
}
