import { z } from 'zod';
import { wrongUsage } from '../../../failure/wrong-usage.ts';
import { parseJson } from '../../../json/parse-json.ts';
import { isNamed } from '../facts/service-facts.ts';
import { whyRefused } from '../why-refused.ts';

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

const names = Object.keys(set.shape).join(', ');
const hint = `For example: --compare cpu=60,requests=250,memory=off, or a JSON file with the same names. The names are: ${names}.`;

/** Gives the set for a service, by its name. */
export type ThresholdSets = (service: string) => ThresholdSet;

/** Reads `cpu=60,requests=250,memory=off`: the same for all services. Raises `BAD_ARGUMENT`. */
export function parseThresholds(text: string): ThresholdSets {
  const thresholds = text
    .split(',')
    .map((part) => part.trim())
    .reduce(withThreshold, {});
  return () => thresholds;
}

function withThreshold(known: ThresholdSet, part: string): ThresholdSet {
  const [, name = '', value = ''] = /^(\w+)=(off|\d+(?:\.\d+)?)$/.exec(part) ?? [];
  const parsed = set.safeParse({ [name]: value === 'off' ? value : Number(value) });
  if (!parsed.success) {
    throw wrongUsage('BAD_ARGUMENT', `'${part}' in --compare is neither a threshold nor a file`, hint);
  }
  if (Object.hasOwn(known, name)) {
    throw wrongUsage('BAD_ARGUMENT', `${name} was given more than once in --compare`, hint);
  }
  return { ...known, ...parsed.data };
}

/**
 * Reads a file with one set, or with one for each of these services by the end of its name. Raises `BAD_THRESHOLDS`, also
 * for a name that none of them has.
 */
export function parseThresholdsFile(text: string, file: string, services: readonly string[]): ThresholdSets {
  const json = parseJson(text);
  if (!hasSets(json)) {
    const one = read(set, json, file);
    return () => one;
  }
  const sets = read(z.record(z.string(), set), json, file);
  const unknown = Object.keys(sets).find((short) => !services.some((name) => isNamed(name, short)));
  if (unknown !== undefined) {
    throw wrongUsage(
      'BAD_THRESHOLDS',
      `${file}: no scaled service is called '${unknown}'`,
      `Scaled services: ${services.join(', ') || 'none'}.`,
    );
  }
  return (service) => Object.entries(sets).find(([short]) => isNamed(service, short))?.[1] ?? {};
}

/** Thresholds are numbers and texts: what has an object in it has a set for each service. */
function hasSets(json: unknown): boolean {
  const { data = {} } = z.record(z.string(), z.unknown()).safeParse(json);
  return Object.values(data).some((each) => typeof each === 'object');
}

function read<Output>(schema: z.ZodType<Output>, json: unknown, file: string): Output {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw wrongUsage('BAD_THRESHOLDS', `${file}: ${whyRefused(json, parsed.error, 'threshold')}`, hint);
}
