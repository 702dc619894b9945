import { z } from 'zod';
import { Failure } from '../../failure/failure.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { ownValue } from '../../json/own-value.ts';
import { parseJson } from '../../json/parse-json.ts';

/** How much is assumed to be used in a month, and where the figure comes from. */
export interface Assumption {
  readonly value: number;
  readonly unit: string;
  readonly about: string;
  readonly basis: string;
}

const architecture = 'the cost estimate of the architecture';
const own = 'an assumption of this repository';

function assumed(value: number, unit: string, about: string, basis: string): Assumption {
  return { value, unit, about, basis };
}

/** What a store of a moderate size is assumed to use in a month. */
export const assumptions = {
  'nat-gb': assumed(100, 'GB', 'what passes the NAT gateways', architecture),
  'internet-gb': assumed(
    50,
    'GB',
    'what tasks send to the internet, other than through CloudFront',
    architecture,
  ),
  'between-zones-gb': assumed(
    50,
    'GB',
    'what tasks exchange with the database and Redis in the other Availability Zone, each direction counted',
    own,
  ),
  'endpoint-gb': assumed(100, 'GB', 'what passes interface endpoints, where there are any', own),
  'load-balancer-lcu': assumed(
    0.14,
    'LCU',
    'capacity units that the load balancer uses on average: 100 GB a month are 0.137 GB an hour, and one unit takes 1 GB',
    own,
  ),
  'cloudfront-gb': assumed(100, 'GB', 'what CloudFront sends to visitors', architecture),
  'cloudfront-requests': assumed(1_000_000, 'requests', 'requests of visitors', architecture),
  's3-gb': assumed(50, 'GB', 'what the buckets hold, versions and logs included', architecture),
  's3-reads': assumed(1_000_000, 'requests', 'objects read from the buckets', architecture),
  's3-writes': assumed(10_000, 'requests', 'objects written to the buckets, or listed', own),
  'ecr-gb': assumed(5, 'GB', 'what the images take, ten of them', architecture),
  'logs-gb': assumed(5, 'GB', 'what the tasks log', architecture),
  'insights-logs-gb': assumed(0.3, 'GB', 'what Container Insights logs', own),
  'backup-gb': assumed(
    0,
    'GB',
    'backups and snapshots of the database beyond what is free: as much as its storage',
    own,
  ),
  'secret-calls': assumed(10_000, 'calls', 'secrets read by new tasks and by rotations', own),
  'one-off-hours': assumed(2, 'hours', 'one-off tasks, such as migrations', own),
} as const satisfies Readonly<Record<string, Assumption>>;

export type UsageName = keyof typeof assumptions;
/** How much is used in a month, by the names of `assumptions`. */
export type Usage = Readonly<Record<UsageName, number>>;

/** Names of all that `--usage` takes. */
export const usageNames: readonly string[] = Object.keys(assumptions);

const amounts = z.record(z.string(), z.number().min(0));

/** The assumed usage, with other figures for some of it. Raises `BAD_ARGUMENT`. */
export function usageWith(given: Readonly<Record<string, number>> = {}): Usage {
  const unknown = Object.keys(given).find((name) => !usageNames.includes(name));
  if (unknown !== undefined) throw badUsage(`There is no usage '${unknown}'`);
  const of = (name: UsageName): number => ownValue(given, name) ?? assumptions[name].value;
  return {
    'nat-gb': of('nat-gb'),
    'internet-gb': of('internet-gb'),
    'between-zones-gb': of('between-zones-gb'),
    'endpoint-gb': of('endpoint-gb'),
    'load-balancer-lcu': of('load-balancer-lcu'),
    'cloudfront-gb': of('cloudfront-gb'),
    'cloudfront-requests': of('cloudfront-requests'),
    's3-gb': of('s3-gb'),
    's3-reads': of('s3-reads'),
    's3-writes': of('s3-writes'),
    'ecr-gb': of('ecr-gb'),
    'logs-gb': of('logs-gb'),
    'insights-logs-gb': of('insights-logs-gb'),
    'backup-gb': of('backup-gb'),
    'secret-calls': of('secret-calls'),
    'one-off-hours': of('one-off-hours'),
  };
}

/** Reads texts such as `nat-gb=100`. Raises `BAD_ARGUMENT`. */
export function parseUsage(given: readonly string[]): Readonly<Record<string, number>> {
  const amountsGiven: Record<string, number> = {};
  for (const each of given) {
    const [, name = '', amount = ''] = /^([a-z0-9-]+)=(\d+(?:\.\d+)?)$/.exec(each) ?? [];
    if (name === '') throw badUsage(`--usage must be a name and an amount, not '${each}'`);
    if (Object.hasOwn(amountsGiven, name)) throw badUsage(`--usage gives ${name} more than one value`);
    amountsGiven[name] = Number(amount);
  }
  return amountsGiven;
}

/** Reads a file such as `{"nat-gb": 100}`. Raises `BAD_USAGE_FILE`. */
export function parseUsageFile(content: string, file: string): Readonly<Record<string, number>> {
  const parsed = amounts.safeParse(parseJson(content));
  if (parsed.success) return parsed.data;
  const place = parsed.error.issues[0]?.path.join('.');
  throw new Failure(
    'BAD_USAGE_FILE',
    `${file}: ${place ? `${place} is no amount` : 'not an object of amounts'}`,
    {
      hint: `The file must contain JSON such as {"nat-gb": 100}. The names are: ${usageNames.join(', ')}.`,
      exitCode: 2,
    },
  );
}

function badUsage(problem: string): Failure {
  return wrongUsage(
    'BAD_ARGUMENT',
    problem,
    `For example: --usage nat-gb=100. The names are: ${usageNames.join(', ')}.`,
  );
}
