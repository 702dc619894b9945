import { z } from 'zod';
import { text } from '../../properties/scalars.ts';

/** The libraries that RDS loads and that PostgreSQL itself brings. */
const here: readonly string[] = ['auto_explain', 'pg_prewarm', 'pg_stat_statements'];

/** Those that only RDS has. @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html */
const onlyOnRds: readonly string[] = [
  ...['orafce', 'pg_bigm', 'pg_cron', 'pg_hint_plan', 'pg_similarity', 'pg_tle', 'pg_transport', 'pgactive'],
  ...['pgaudit', 'pglogical', 'plprofiler', 'plrust', 'rdsutils'],
];

/** Names of libraries, separated by commas, as one text without blanks; empty for none. */
export const preloadLibraries = text
  .transform((list) => namesIn(list))
  .superRefine((names, context) => {
    for (const name of names) {
      if (here.includes(name)) continue;
      const message = onlyOnRds.includes(name)
        ? `the local PostgreSQL has no library ${name}: leave it out in the CDK app if the environment is local`
        : `RDS for PostgreSQL does not have the library ${name}`;
      context.addIssue({ code: 'custom', message });
    }
  })
  .transform((names) => names.join(','))
  .pipe(z.string());

function namesIn(list: string): readonly string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
