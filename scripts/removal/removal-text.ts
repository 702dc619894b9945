import { command } from '../../failure/command.ts';
import type { RemovalCandidate } from '../../operations/removal/assert-removable.ts';
import type { StackResource } from '../../operations/removal/stack-contents.ts';
import { counted } from '../deploy/preview-lines.ts';
import type { PricedLeftOver } from './left-over-prices.ts';

/** A stack that somebody is asked about. */
export interface AskedRemoval extends RemovalCandidate {
  readonly account: string;
  readonly region: string;
  readonly keepsUploads: boolean;
}

/** What is about to be deleted, and what is not: where, how much, and which data. */
export function removalLines(asked: AskedRemoval): readonly string[] {
  const { stack, account, region, contents, keepsUploads } = asked;
  const databases = of(contents, 'AWS::RDS::DBInstance');
  const buckets = of(contents, 'AWS::S3::Bucket');
  const saved = databases.filter(({ whenDeleted }) => whenDeleted === 'leaves a snapshot');
  const lost = databases.filter(({ whenDeleted }) => whenDeleted === 'goes');
  return [
    `${stack}, account ${account}, region ${region}: ${counted(contents.length, 'resource')}`,
    ...saved.map(({ physicalId }) => `  database ${physicalId}: deleted, after a last snapshot`),
    ...lost.map(({ physicalId }) => `  database ${physicalId}: deleted without a snapshot`),
    ...buckets.map((bucket) => `  bucket ${bucket.physicalId}: ${fateOf(bucket, keepsUploads)}`),
    ...of(contents, 'AWS::ECR::Repository').map(
      ({ physicalId }) => `  images of ${physicalId}: deleted, all of them`,
    ),
  ];
}

function of(contents: readonly StackResource[], type: string): readonly StackResource[] {
  return contents.filter((resource) => resource.type === type);
}

function fateOf({ whenDeleted }: StackResource, keepsUploads: boolean): string {
  if (whenDeleted === 'goes') return 'deleted with all that is in it';
  return keepsUploads ? 'stays as it is' : 'emptied, all versions included';
}

/** The command that deletes without a question what was asked for: without `--keep-uploads` it would delete more. */
export function confirmedCommand({
  environment,
  stack,
  keepsUploads,
}: Pick<AskedRemoval, 'environment' | 'stack' | 'keepsUploads'>): string {
  const confirmed = `${command('stack:destroy')} --env ${environment} --confirm ${stack}`;
  return keepsUploads ? `${confirmed} --keep-uploads` : confirmed;
}

/** What a deletion has done, and what is left: each with what it costs and the command that deletes it. */
export function removedText(
  stack: string,
  emptied: Readonly<Record<string, number>>,
  left: readonly PricedLeftOver[],
): string {
  const total = left.reduce((sum, { usdAMonth = 0 }) => sum + usdAMonth, 0);
  return [
    `${stack} is deleted.`,
    ...Object.entries(emptied).map(([name, count]) => `  ${name}: ${counted(count, 'object')} deleted`),
    left.length === 0 ? 'Nothing is left.' : `Left, ${usd(total)} a month as far as it is known:`,
    ...left.flatMap(({ kind, name, usdAMonth, remove }) => [
      `  ${kind} ${name}: ${usdAMonth === undefined ? 'costs by what is in it' : `${usd(usdAMonth)} a month`}`,
      `    ${remove}`,
    ]),
  ].join('\n');
}

function usd(amount: number): string {
  return `${amount.toFixed(2)} USD`;
}
