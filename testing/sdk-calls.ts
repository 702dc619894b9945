import { existsSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { type AwsClients, awsClients } from '../aws/clients.ts';

/** The prefix of IAM's actions, by the accessors of `AwsClients`. */
const prefixes: Readonly<Record<keyof AwsClients, string>> = {
  applicationAutoScaling: 'application-autoscaling',
  cloudFormation: 'cloudformation',
  cloudFront: 'cloudfront',
  cloudWatch: 'cloudwatch',
  cloudWatchLogs: 'logs',
  ec2: 'ec2',
  ecr: 'ecr',
  ecs: 'ecs',
  elastiCache: 'elasticache',
  elasticLoadBalancing: 'elasticloadbalancing',
  rds: 'rds',
  route53: 'route53',
  s3: 's3',
  secretsManager: 'secretsmanager',
  sns: 'sns',
  ssm: 'ssm',
  sts: 'sts',
};

/** A client's accessor, and the names of its methods. */
interface Methods {
  readonly accessor: string;
  readonly prefix: string;
  readonly names: readonly string[];
}

/** No call is made. */
async function methodsOfClients(): Promise<readonly Methods[]> {
  const clients = awsClients({
    environment: 'local',
    endpoint: 'http://127.0.0.1:1',
    region: 'ap-southeast-1',
  });
  return await Promise.all(
    Object.entries(clients).map(async ([accessor, open]: [string, () => Promise<object>]) => ({
      accessor,
      prefix: Object.entries(prefixes).find(([name]) => name === accessor)?.[1] ?? accessor,
      names: Object.getOwnPropertyNames(Object.getPrototypeOf(await open())),
    })),
  );
}

/** Where IAM's action has another name than the call. */
const otherNames: Readonly<Record<string, string>> = {
  's3:DeleteObjects': 's3:DeleteObject',
  's3:HeadBucket': 's3:ListBucket',
  's3:HeadObject': 's3:GetObject',
  's3:ListObjectsV2': 's3:ListBucket',
};

/** The product files that patterns name, with all of `operations/` and `scripts/` that they import, directly or not. */
export async function filesBehind(patterns: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  const add = (file: string): void => {
    if (found.has(file) || !existsSync(file)) return;
    found.add(file);
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(imported)) {
      const path = normalize(join(dirname(file), target));
      if (/^(operations|scripts)\//.test(path)) add(path);
    }
  };
  for await (const file of glob([...patterns])) {
    if (!/\.test\.ts$|\/testing\//.test(file)) add(file);
  }
  return [...found].toSorted();
}

/** Imports of more than types, those that wait included. */
const imported = /(?:^(?:import|export) (?!type)[^;]*?from |^import |import\()'(\.[^']+)'/gms;

/** The IAM actions of the SDK calls in files. A method that several clients have is that of the name before the dot. */
export async function actionsCalledIn(files: readonly string[]): Promise<readonly string[]> {
  const methods = await methodsOfClients();
  const called = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(\w+)(?:\(\))?\)?\s*\.\s*([a-z]\w+)\(/g)].flatMap(
      ([, owner = '', method = '']) => actionsOf(owner, method, methods),
    ),
  );
  return [...new Set(called)].toSorted();
}

function actionsOf(owner: string, method: string, methods: readonly Methods[]): readonly string[] {
  const having = methods.filter(({ names }) => method !== 'constructor' && names.includes(method));
  const exact = having.filter(({ accessor, prefix }) => owner === accessor || owner === prefix);
  return (exact.length > 0 ? exact : having).map(({ prefix }) => {
    const action = `${prefix}:${method.charAt(0).toUpperCase()}${method.slice(1)}`;
    return otherNames[action] ?? action;
  });
}
