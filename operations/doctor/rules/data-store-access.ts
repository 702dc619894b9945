import { command } from '../../../failure/command.ts';
import type { DoctorFacts, ServiceFacts } from '../doctor-facts.ts';
import { linesMatching, reasonsMatching } from '../failed-tasks.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from './rule.ts';
import { describeDefinition, replaceTasks } from './service-commands.ts';

interface Sign {
  readonly pattern: RegExp;
  /** Whether a secret that was changed may explain it. */
  readonly isOfPassword?: boolean;
  find(
    service: ServiceFacts,
    environment: string,
    env: string,
  ): Omit<Finding, 'about' | 'evidence' | 'weight'>;
}

const database = /(PG::|ActiveRecord::|psql|postgres|:5432|port 5432|database)/i;
const redis = /(Redis|:6379|port 6379)/i;

/** What programs write when they cannot use a data store, the most certain sign first. */
const signs: readonly Sign[] = [
  {
    pattern: both(database, /password authentication failed|no password supplied|role ".*" does not exist/i),
    isOfPassword: true,
    find: (service, _, env) => ({
      cause: 'database-password',
      says: `The database refuses the user name or the password of ${service.name}.`,
      advice: [
        `If the password was rotated, replace the tasks, which keep the one they started with: ${replaceTasks(service)}`,
        `Otherwise make the users of the database again, with the passwords of the secrets: ${command('store:setup')} ${env}`,
      ],
    }),
  },
  {
    pattern: both(database, /too many (clients|connections)|remaining connection slots/i),
    find: () => ({
      cause: 'database-connections',
      says: 'The database has no connection left.',
      advice: [
        `Fewer tasks or threads, or a larger instance. What max_connections allows: ${command('scaling:check')}`,
        'See who holds them: SELECT usename, state, count(*) FROM pg_stat_activity GROUP BY 1, 2',
      ],
    }),
  },
  {
    pattern: both(
      database,
      /could not translate host name|Name or service not known|getaddrinfo|unknown host/i,
    ),
    find: (service, environment) => ({
      cause: 'database',
      says: `${service.name} does not find the database: its host name has no address.`,
      advice: [
        `Compare DATABASE_HOST in the task definition (${describeDefinition(service)}) with the address of the instance: aws rds describe-db-instances --db-instance-identifier spree-${environment}-postgres --query 'DBInstances[].Endpoint'`,
      ],
    }),
  },
  {
    pattern: both(database, /tim(ed|e) ?out|timeout expired|could not connect.*timed/i),
    find: ({ name }, environment) =>
      environment === 'local'
        ? {
            cause: 'database',
            says: `${name} gets no answer from the database: it hangs, or is busy.`,
            advice: [`See what it writes: ${command('local:logs')} postgres`],
          }
        : {
            cause: 'security-group',
            says: `${name} gets no answer from the database, as if a security group were in the way.`,
            advice: [
              'Let the security group of the tasks into that of the database, port 5432: aws ec2 describe-security-groups --group-ids GROUP',
              'Check that both are in the same VPC, and that no network ACL is in the way.',
            ],
          },
  },
  {
    pattern: both(
      database,
      /connection refused|could not connect|connection to server .* failed|server closed the connection|the database system is (starting up|shutting down|in recovery)/i,
    ),
    find: ({ name }, environment) => ({
      cause: 'database',
      says: `The database does not take connections from ${name}.`,
      advice: [
        `Look at its state and its events: aws rds describe-events --source-type db-instance --source-identifier spree-${environment}-postgres --duration 1440`,
      ],
    }),
  },
  {
    pattern: both(redis, /tim(ed|e) ?out/i),
    find: ({ name }, environment) =>
      environment === 'local'
        ? {
            cause: 'redis',
            says: `${name} gets no answer from Redis: it hangs, or is busy.`,
            advice: [`See what it writes: ${command('local:logs')} redis`],
          }
        : {
            cause: 'security-group',
            says: `${name} gets no answer from Redis, as if a security group were in the way.`,
            advice: [
              'Let the security group of the tasks into that of Redis, port 6379: aws ec2 describe-security-groups --group-ids GROUP',
            ],
          },
  },
  {
    pattern: both(
      redis,
      /CannotConnect|connection refused|ECONNREFUSED|Name or service not known|NOAUTH|WRONGPASS|connection lost/i,
    ),
    find: (service, environment) => ({
      cause: 'redis',
      says: `${service.name} cannot use Redis.`,
      advice: [
        `Look at its state: aws elasticache describe-replication-groups --replication-group-id spree-${environment}-redis`,
        `If the token was changed, replace the tasks, which keep the one they started with: ${replaceTasks(service)}`,
      ],
    }),
  },
];

/** A data store that tasks cannot use, as their own output says. */
export const dataStoreAccess: Rule = (facts) =>
  facts.services.flatMap((service) => {
    for (const sign of signs) {
      const evidence = [...linesMatching(service, sign.pattern), ...reasonsMatching(service, sign.pattern)];
      if (evidence.length === 0) continue;
      return [
        {
          ...sign.find(service, facts.environment, `--env ${facts.environment}`),
          weight: 'cause',
          about: service.name,
          evidence: [...evidence.slice(0, 3), ...(sign.isOfPassword === true ? changedSecrets(facts) : [])],
        },
      ];
    }
    return [];
  });

const dayMs = 24 * 3_600_000;

/** Secrets of the last day, of which tasks that started before have the value from then. */
function changedSecrets({ secrets, atMs }: DoctorFacts): readonly string[] {
  return (secrets.isKnown ? secrets.value : []).flatMap(({ name, changedMs }) =>
    changedMs !== undefined && atMs - changedMs < dayMs
      ? [`${name}: LastChangedDate ${new Date(changedMs).toISOString()}`]
      : [],
  );
}

/** Both patterns in one line, in any order. */
function both(one: RegExp, other: RegExp): RegExp {
  return new RegExp(`^(?=.*(?:${one.source}))(?=.*(?:${other.source}))`, 'i');
}
