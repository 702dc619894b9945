import { command } from '../../../failure/command.ts';
import { isServingCache, isServingDatabase } from '../../status/problems.ts';
import type { Rule } from './rule.ts';

/** Databases and caches that do not serve, as RDS and ElastiCache say. */
export const dataStoreState: Rule = ({ databases, caches, environment }) => [
  ...(databases.isKnown ? databases.value : [])
    .filter(({ status }) => !isServingDatabase(status))
    .map(({ name, status }) => ({
      ...({ cause: 'database', weight: 'cause', about: name } as const),
      says: `The database ${name} is ${status}.`,
      evidence: [`DBInstanceStatus: ${status}`],
      advice: databaseAdvice(name, status, environment),
    })),
  ...(caches.isKnown ? caches.value : [])
    .filter(({ status }) => !isServingCache(status))
    .map(({ name, status }) => ({
      ...({ cause: 'redis', weight: 'cause', about: name } as const),
      says: `Redis ${name} is ${status}.`,
      evidence: [`Status: ${status}`],
      advice: [
        ...(environment === 'local' ? [`Start it again: ${command('local:up')}`] : []),
        `See what happened: aws elasticache describe-events --source-identifier ${name} --source-type replication-group`,
      ],
    })),
];

function databaseAdvice(name: string, status: string, environment: string): readonly string[] {
  const events = `See what happened: aws rds describe-events --source-identifier ${name} --source-type db-instance`;
  if (status === 'stopped' && environment === 'local')
    return [`Start it again: ${command('local:up')}`, events];
  if (status === 'stopped')
    return [`Start it: aws rds start-db-instance --db-instance-identifier ${name}`, events];
  if (status === 'storage-full') {
    return [
      `Give it more storage: aws rds modify-db-instance --db-instance-identifier ${name} --allocated-storage GIB --apply-immediately`,
      events,
    ];
  }
  return [events];
}
