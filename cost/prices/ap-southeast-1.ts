import type { Confidence, Price, PriceTable } from './price-table.ts';
import { type SourceName, sources } from './sources.ts';

type Details = Pick<Price, 'per' | 'range' | 'note'>;

function price(
  usd: number,
  unit: string,
  from: readonly SourceName[],
  confidence: Confidence,
  details: Details = {},
): Price {
  return { usd, unit, sources: from, confidence, ...details };
}

const compute = {
  'fargate/x86/vcpu': price(0.05056, 'vCPU-hour', ['api-august', 'bill'], 'confirmed'),
  'fargate/x86/memory': price(0.00553, 'GB-hour', ['api-august', 'bill'], 'confirmed'),
  'fargate/arm/vcpu': price(0.04045, 'vCPU-hour', ['offers', 'api-august'], 'confirmed'),
  'fargate/arm/memory': price(0.00442, 'GB-hour', ['offers', 'api-august'], 'confirmed'),
  'ecr/storage': price(0.1, 'GB-month', ['offers', 'bill'], 'confirmed'),
};

const network = {
  'nat-gateway/hour': price(
    0.059,
    'hour',
    ['offers', 'bill', 'api-august', 'api-reference', 'api-july'],
    'confirmed',
  ),
  'nat-gateway/data': price(0.059, 'GB', ['offers', 'bill', 'api-reference', 'api-july'], 'confirmed'),
  'public-ipv4': price(0.005, 'hour', ['offers', 'bill'], 'confirmed'),
  'interface-endpoint/hour': price(0.013, 'hour', ['offers', 'api-reference'], 'confirmed'),
  'interface-endpoint/data': price(0.01, 'GB', ['api-reference'], 'one source'),
  'alb/hour': price(0.0252, 'hour', ['offers', 'bill', 'api-august'], 'confirmed'),
  'alb/lcu': price(0.008, 'LCU-hour', ['offers', 'api-august'], 'confirmed'),
  'internet/out': price(0.12, 'GB', ['offers', 'api-study', 'infracost'], 'confirmed', {
    note: 'The first 10 TB of a month.',
  }),
  'between-zones': price(0.01, 'GB', ['bill', 'infracost'], 'confirmed', { note: 'In each direction.' }),
  'route53/zone': price(0.5, 'zone-month', ['offers', 'bill'], 'confirmed', { note: 'The first 25.' }),
};

const halfOfSmall = { note: 'Half of the next larger class, as AWS prices them.' };

const database = {
  'rds/postgres/db.t3.micro/single-az': price(0.028, 'hour', ['bill'], 'derived', halfOfSmall),
  'rds/postgres/db.t3.micro/multi-az': price(0.056, 'hour', ['bill'], 'derived', halfOfSmall),
  'rds/postgres/db.t3.small/single-az': price(0.056, 'hour', ['bill'], 'one source'),
  'rds/postgres/db.t3.small/multi-az': price(0.112, 'hour', ['bill'], 'one source'),
  'rds/postgres/db.t4g.micro/single-az': price(0.025, 'hour', ['offers'], 'one source'),
  'rds/postgres/db.t4g.micro/multi-az': price(0.051, 'hour', ['offers'], 'derived', {
    ...halfOfSmall,
    range: [0.05, 0.051],
  }),
  'rds/postgres/db.t4g.small/single-az': price(0.051, 'hour', ['offers'], 'one source'),
  'rds/postgres/db.t4g.small/multi-az': price(0.102, 'hour', ['offers'], 'one source'),
  'rds/storage/gp3/single-az': price(0.138, 'GB-month', ['offers', 'bill'], 'confirmed'),
  'rds/storage/gp3/multi-az': price(0.276, 'GB-month', ['offers'], 'one source'),
  'rds/storage/gp2/single-az': price(0.138, 'GB-month', ['bill'], 'derived', {
    note: 'Half of what the same costs with a standby.',
  }),
  'rds/storage/gp2/multi-az': price(0.276, 'GB-month', ['bill'], 'one source'),
  'rds/backup': price(0.095, 'GB-month', ['offers'], 'one source'),
};

const plannedNode = {
  range: [0.018, 0.026] as const,
  note: 'No published price for this region was found: read that of AWS before you quote it.',
};
const plannedValkey = { ...plannedNode, range: [0.0144, 0.0208] as const };

const cache = {
  'elasticache/redis/cache.t3.micro': price(0.025, 'node-hour', [], 'planning value', plannedNode),
  'elasticache/redis/cache.t4g.micro': price(0.025, 'node-hour', [], 'planning value', plannedNode),
  'elasticache/valkey/cache.t3.micro': price(
    0.02,
    'node-hour',
    ['neighbours'],
    'planning value',
    plannedValkey,
  ),
  'elasticache/valkey/cache.t4g.micro': price(
    0.02,
    'node-hour',
    ['neighbours'],
    'planning value',
    plannedValkey,
  ),
};

const storage = {
  's3/storage': price(0.025, 'GB-month', ['offers', 'bill', 'api-reference', 'api-july'], 'confirmed', {
    note: 'The first 50 TB of the Standard class.',
  }),
  's3/put': price(0.005, 'request', ['bill', 'api-reference', 'api-july'], 'confirmed', { per: 1_000 }),
  's3/get': price(0.004, 'request', ['bill', 'api-reference', 'api-july'], 'confirmed', { per: 10_000 }),
};

const edge = {
  'cloudfront/out': price(0.12, 'GB', ['infracost', 'cloudfront-page'], 'confirmed', {
    note: 'To viewers in Asia Pacific, the first 10 TB of a month.',
  }),
  'cloudfront/requests': price(0.012, 'request', ['infracost'], 'one source', {
    per: 10_000,
    note: 'HTTPS, of viewers in Asia Pacific.',
  }),
  'cloudfront/to-origin': price(0.06, 'GB', ['bill', 'infracost'], 'confirmed'),
};

const alarmWords = 'Read for no region in particular; the price of a standard alarm is the same in all.';

const management = {
  'secrets/secret': price(0.4, 'secret-month', ['offers', 'bill', 'api-reference'], 'confirmed'),
  'secrets/calls': price(0.05, 'call', ['bill', 'api-reference'], 'confirmed', { per: 10_000 }),
  'kms/key': price(1, 'key-month', ['offers', 'bill', 'api-reference'], 'confirmed'),
  'logs/ingest': price(0.7, 'GB', ['offers', 'bill', 'api-study', 'api-july'], 'confirmed', {
    note: 'Of the Standard class.',
  }),
  'logs/storage': price(0.03, 'GB-month', ['offers', 'api-reference', 'api-study'], 'confirmed'),
  'cloudwatch/metric': price(0.3, 'metric-month', ['offers', 'bill'], 'confirmed', {
    note: 'The first 10,000; those of Container Insights cost the same.',
  }),
  'cloudwatch/alarm': price(
    0.1,
    'alarm-month',
    ['offers', 'api-reference', 'api-study', 'api-july'],
    'confirmed',
    { note: 'For each metric that an alarm watches.' },
  ),
  'cloudwatch/high-resolution-alarm': price(0.3, 'alarm-month', ['alarm-guide'], 'one source', {
    note: alarmWords,
  }),
  'cloudwatch/composite-alarm': price(0.5, 'alarm-month', ['alarm-guide'], 'one source', {
    note: alarmWords,
  }),
  'cloudwatch/dashboard': price(3, 'dashboard-month', ['cloudwatch-guide'], 'one source', {
    note: 'Beyond the three that are free in an account. Read for no region in particular.',
  }),
};

/** Singapore. */
export const singapore = {
  region: 'ap-southeast-1',
  lookedUpOn: '2026-11-24',
  sources,
  prices: { ...compute, ...network, ...database, ...cache, ...storage, ...edge, ...management },
} as const satisfies PriceTable;
