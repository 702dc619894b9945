/** The master user of the database. The set-up and the rotation of passwords sign in as it, and nothing else. */
export const masterUser = 'spree';

/** Owns the database and all that is in it. Nobody signs in as it: the users of the store act as it. */
export const ownerRole = 'spree_owner';

/**
 * The user that the store signs in as. Secrets Manager changes passwords for two users in turn, this one and its
 * clone, so that the password of before is right until the next change.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets_strategies.html
 */
export const applicationUser = 'spree_application';

/** What the rotation function adds to the name of a user for the other one. */
const cloneSuffix = '_clone';

const missingRoles = (roles: string, attributes: string) =>
  `SELECT format('CREATE ROLE %I ${attributes}', name) FROM (VALUES ${roles}) AS wanted (name) WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)`;

interface Owned {
  readonly kind: string;
  readonly catalogue: string;
  /** The column of the catalogue that says whose it is. */
  readonly owner: string;
  /** Its name, as it stands in a statement. */
  readonly name: string;
  readonly condition?: string;
}

/** Kinds of what may be in a database of an earlier version, where the master user owned it all. */
const owned: readonly Owned[] = [
  { kind: 'SCHEMA', catalogue: 'pg_namespace', owner: 'nspowner', name: 'quote_ident(nspname)' },
  {
    ...{ kind: 'TABLE', catalogue: 'pg_class', owner: 'relowner', name: 'found.oid::regclass' },
    // A sequence of a column goes with its table.
    condition: `relkind IN ('r', 'p', 'v', 'm', 'f') OR relkind = 'S' AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = found.oid AND deptype IN ('a', 'i'))`,
  },
  { kind: 'ROUTINE', catalogue: 'pg_proc', owner: 'proowner', name: 'found.oid::regprocedure' },
  {
    ...{ kind: 'TYPE', catalogue: 'pg_type', owner: 'typowner', name: 'found.oid::regtype' },
    // The type of a table goes with it, and that of an array with what it is made of.
    condition: `typtype IN ('d', 'e', 'r') OR typtype = 'c' AND EXISTS (SELECT FROM pg_class WHERE pg_class.oid = typrelid AND relkind = 'c')`,
  },
];

/** What belongs to an extension stays with it. */
const takeOver = owned.map(
  ({ kind, catalogue, owner, name, condition = 'TRUE' }) =>
    `SELECT format('ALTER ${kind} %s OWNER TO %I', ${name}, :'owner') FROM ${catalogue} AS found WHERE ${owner} = quote_ident(current_user)::regrole AND (${condition}) AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = '${catalogue}'::regclass AND objid = found.oid AND deptype = 'e')`,
);

/**
 * Statements for psql, which the master user runs: they make the store's users and what these own, as often as they
 * are run. Whoever signs in as one of the users acts as the owner, whichever client it is: both users own what either
 * of them creates, migrations included.
 * @see https://www.postgresql.org/docs/16/sql-alterrole.html
 */
const statements: readonly string[] = [
  '\\getenv application APPLICATION_USERNAME',
  '\\getenv password APPLICATION_PASSWORD',
  `\\set owner ${ownerRole}`,
  `SELECT regexp_replace(:'application', '${cloneSuffix}$', '') AS first, regexp_replace(:'application', '${cloneSuffix}$', '') || '${cloneSuffix}' AS second \\gset`,
  'BEGIN;',
  // Two set-ups at once take turns.
  "SELECT pg_advisory_xact_lock(hashtext(:'owner')) \\g /dev/null",
  `${missingRoles("(:'owner')", 'NOLOGIN')} \\gexec`,
  `${missingRoles("(:'first'), (:'second')", 'LOGIN')} \\gexec`,
  'GRANT :"owner" TO CURRENT_USER, :"first", :"second";',
  'ALTER ROLE :"first" SET role = :\'owner\';',
  'ALTER ROLE :"second" SET role = :\'owner\';',
  // Only the master user may create what RDS has loaded already; with it, the owner sees how statements and connections do.
  'CREATE EXTENSION IF NOT EXISTS pg_stat_statements;',
  'GRANT pg_monitor TO :"owner";',
  'ALTER ROLE :"application" PASSWORD :\'password\';',
  'ALTER DATABASE :"DBNAME" OWNER TO :"owner";',
  ...takeOver.map((statement) => `${statement} \\gexec`),
  'COMMIT;',
];

/** The command of the set-up. psql reads from the variables of libpq where the database is and who signs in. */
export const setUpCommand: readonly string[] = [
  '/bin/sh',
  '-c',
  [
    "PGOPTIONS='-c client_min_messages=warning' psql -X -q -v ON_ERROR_STOP=1 <<'SQL'",
    ...statements,
    'SQL',
  ].join('\n'),
];
