import { allPages } from '../../aws/all-pages.ts';
import type { AwsClients } from '../../aws/clients.ts';
import { command } from '../../failure/command.ts';
import { isNamed } from '../../failure/error-name.ts';
import { awsCommand } from '../aws-command.ts';
import type { StackResource } from './stack-contents.ts';

/** Something that is still there after its stack was deleted. */
export interface LeftOver {
  readonly kind: 'snapshot' | 'bucket' | 'secret' | 'log group' | 'automated backup';
  readonly name: string;
  /** What is billed by its size; undefined where that is not known. */
  readonly gibibytes?: number;
  /** The command that deletes it. */
  readonly remove: string;
}

/** Clients of what may be left. */
type Clients = Pick<AwsClients, 'cloudWatchLogs' | 'rds' | 's3' | 'secretsManager'>;

/** What a deletion leaves of a stack: what its template retains, snapshots, and logs that AWS itself has begun. */
export async function readLeftOvers(
  clients: Clients,
  { stack, contents }: { readonly stack: string; readonly contents: readonly StackResource[] },
): Promise<readonly LeftOver[]> {
  const of = (type: string) => contents.filter((resource) => resource.type === type);
  return [
    ...(await snapshotsOf(clients, of('AWS::RDS::DBInstance'))),
    ...(await bucketsOf(clients, of('AWS::S3::Bucket'), stack)),
    ...(await secretsOf(clients, of('AWS::SecretsManager::Secret'))),
    ...(await logGroupsOf(clients, stack)),
  ];
}

async function snapshotsOf(
  { rds: open }: Clients,
  databases: readonly StackResource[],
): Promise<readonly LeftOver[]> {
  const rds = await open();
  const found: LeftOver[] = [];
  for (const { physicalId } of databases) {
    const snapshots = await allPages(async (Marker) => {
      const page = await rds.describeDBSnapshots({
        DBInstanceIdentifier: physicalId,
        ...(Marker !== undefined && { Marker }),
      });
      return { items: page.DBSnapshots ?? [], next: page.Marker };
    });
    for (const { DBSnapshotIdentifier: name, AllocatedStorage, SnapshotType } of snapshots) {
      // Automated ones go with their database.
      if (name === undefined || SnapshotType === 'automated') continue;
      found.push({
        ...{ kind: 'snapshot', name },
        ...(AllocatedStorage !== undefined && { gibibytes: AllocatedStorage }),
        remove: await awsCommand(rds, ['rds', 'delete-db-snapshot', '--db-snapshot-identifier', name]),
      });
    }
  }
  return found;
}

async function bucketsOf(
  { s3: open }: Clients,
  buckets: readonly StackResource[],
  stack: string,
): Promise<readonly LeftOver[]> {
  const s3 = await open();
  const found: LeftOver[] = [];
  for (const { physicalId: name } of buckets) {
    const isThere = await s3.headBucket({ Bucket: name }).then(
      () => true,
      (error: unknown) => {
        if (isNamed(error, 'NotFound', 'NoSuchBucket')) return false;
        throw error;
      },
    );
    if (!isThere) continue;
    const { Versions = [], DeleteMarkers = [] } = await s3.listObjectVersions({ Bucket: name, MaxKeys: 1 });
    const isEmpty = Versions.length + DeleteMarkers.length === 0;
    const remove = isEmpty ? await awsCommand(s3, ['s3', 'rb', `s3://${name}`]) : emptying(stack);
    found.push({ kind: 'bucket', name, remove });
  }
  return found;
}

/**
 * The AWS CLI has no command that deletes old versions, `aws s3 rb --force` included; this one does, and then says how the bucket
 * is deleted.
 * @see https://docs.aws.amazon.com/cli/latest/reference/s3/rb.html
 */
function emptying(stack: string): string {
  const environment = stack.replace(/^spree-/, '');
  return `${command('stack:destroy')} --env ${environment}`;
}

async function secretsOf(
  { secretsManager: open }: Clients,
  secrets: readonly StackResource[],
): Promise<readonly LeftOver[]> {
  const secretsManager = await open();
  const found: LeftOver[] = [];
  for (const { physicalId } of secrets) {
    try {
      const { Name: name = physicalId, DeletedDate } = await secretsManager.describeSecret({
        SecretId: physicalId,
      });
      if (DeletedDate !== undefined) continue;
      const deletion = ['secretsmanager', 'delete-secret', '--secret-id', physicalId];
      found.push({ kind: 'secret', name, remove: await awsCommand(secretsManager, deletion) });
    } catch (error) {
      if (!isNamed(error, 'ResourceNotFoundException')) throw error;
    }
  }
  return found;
}

/** Where AWS's services, and the stack itself, write their logs. */
const logPrefixes: readonly string[] = [
  '/aws/lambda/',
  '/aws/ecs/containerinsights/',
  '/aws/rds/instance/',
  '/ecs/',
  '',
];

const bytesPerGibibyte = 1024 ** 3;

async function logGroupsOf({ cloudWatchLogs: open }: Clients, stack: string): Promise<readonly LeftOver[]> {
  const logs = await open();
  const found = new Map<string, LeftOver>();
  for (const prefix of logPrefixes) {
    const groups = await allPages(async (nextToken) => {
      const page = await logs.describeLogGroups({
        logGroupNamePrefix: `${prefix}${stack}`,
        ...(nextToken !== undefined && { nextToken }),
      });
      return { items: page.logGroups ?? [], next: page.nextToken };
    });
    for (const { logGroupName: name, storedBytes = 0 } of groups) {
      if (name === undefined || !isOfStack(name.slice(prefix.length), stack)) continue;
      const remove = await awsCommand(logs, ['logs', 'delete-log-group', '--log-group-name', name]);
      found.set(name, { kind: 'log group', name, gibibytes: storedBytes / bytesPerGibibyte, remove });
    }
  }
  return [...found.values()];
}

/** `spree-staging-...` and `spree-staging/...` are of `spree-staging`; `spree-staging2` is not. */
function isOfStack(name: string, stack: string): boolean {
  return name === stack || /^[-/_]/.test(name.slice(stack.length));
}
