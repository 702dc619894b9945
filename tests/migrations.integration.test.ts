import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type DataStoreStage, openDataStoreStage } from '../local/data-stores/testing/data-store-stage.ts';
import { findGems } from '../local/images/store-gems.ts';
import { breaksSince, readMigrationsReport } from '../operations/release/migrations-report.ts';
import { demoStoreContainers, type StoreContainers } from '../testing/store-containers.ts';

const checkout = resolve(import.meta.dirname, '..');
const gems = await findGems(checkout, process.env);

let stage: DataStoreStage;
let store: StoreContainers;

beforeAll(async () => {
  stage = await openDataStoreStage(['postgres']);
  store = await demoStoreContainers(stage, undefined, {
    '/cases.rb': join(checkout, 'testing/migrations/cases.rb'),
    '/strong_migrations.rb': join(checkout, 'store/config/initializers/strong_migrations.rb'),
    ...(gems === undefined ? {} : { '/gems': gems.folder }),
  });
});

afterAll(async () => {
  await store?.close();
  await stage?.close();
});

const outcome = z.object({
  refused: z.string().optional(),
  error: z.string().optional(),
  breaking: z.record(z.string(), z.string()).optional(),
  schema: z.number().optional(),
});
type Outcome = z.infer<typeof outcome>;
/** Bodies of migrations 2, 3 and so on, and the options of `outcome` in the program. */
type Case = readonly [bodies: readonly string[], options?: Readonly<Record<string, boolean>>];

/** Runs all cases in one process of the demo store, and gives their outcomes by name. */
async function outcomesOf(
  cases: Readonly<Record<string, Case>>,
  ...before: readonly string[]
): Promise<Readonly<Record<string, Outcome>>> {
  const script = [...before, 'exec bin/rails runner /cases.rb'].join(' && ');
  const { output } = await store.runOnce('env', `CASES=${JSON.stringify(cases)}`, 'sh', '-c', script);
  const printed = /^RESULT (.*)$/m.exec(output)?.[1];
  if (printed === undefined) throw new Error(output);
  return z.record(z.string(), outcome).parse(JSON.parse(printed));
}

const each = <T>(table: Readonly<Record<string, T>>): [string, T][] => Object.entries(table);

/** One migration, and why it is refused. */
const refused: Readonly<Record<string, readonly [body: string, reason: string]>> = {
  'a column that is removed': ['remove_column :shops, :note', 'removes column shops.note'],
  'two columns': [
    'remove_columns :shops, :note, :size',
    'removes column shops.note; removes column shops.size',
  ],
  'a column that is removed by SQL': [
    'execute "ALTER TABLE shops DROP COLUMN note"',
    'removes column shops.note',
  ],
  'a column that is removed in a block': [
    'change_table(:shops) { |t| t.remove :note }',
    'removes column shops.note',
  ],
  'a column that has another name': [
    'rename_column :shops, :note, :remark',
    'renames column shops.note to remark',
  ],
  'a table that has another name': ['rename_table :shops, :stores', 'renames table shops to stores'],
  'a table that is removed': [
    'drop_table :old_shops, force: :cascade',
    'removes table old_shops; removes view shop_names',
  ],
  'a view that is removed': ['execute "DROP VIEW shop_names"', 'removes view shop_names'],
  'a type that is another one': [
    'change_column :shops, :size, :text',
    'changes the type of column shops.size from integer to text',
  ],
  'a text that has to be shorter': [
    'change_column :shops, :name, :string, limit: 10',
    'changes the type of column shops.name from character varying(20) to character varying(10)',
  ],
  'a column that must not be null any more': [
    'change_column_null :shops, :size, false',
    'requires a value in column shops.size, which could be null',
  ],
  'the same by a check': [
    'add_check_constraint :shops, "size IS NOT NULL"',
    'requires a value in column shops.size, which could be null',
  ],
  'a new column that has to be filled in': [
    'add_column :shops, :owner, :text, null: false',
    'adds column shops.owner, which requires a value and has no default',
  ],
  'a required column without its default': [
    'change_column_default :shops, :name, from: "shop", to: nil',
    'takes the default from column shops.name, which requires a value',
  ],
  'a column that the database computes': [
    'execute "ALTER TABLE shops ALTER number SET GENERATED ALWAYS"',
    'has column shops.number computed by the database, so that nobody else may write it',
  ],
  'a value of an enum that has another name': [
    `execute "ALTER TYPE mood RENAME VALUE 'busy' TO 'full'"`,
    "removes or renames the value 'busy' of enum mood",
  ],
};

const allowed: Readonly<Record<string, Case>> = {
  'a new column': [['add_column :shops, :owner, :text']],
  'a required column with a default': [["add_column :shops, :owner, :text, null: false, default: 'me'"]],
  'a new table': [['create_table(:things) { |t| t.string :name, null: false }']],
  'an index': [['add_index :shops, :note, unique: true']],
  'more room for a text': [['change_column :shops, :name, :string, limit: 40']],
  'a text without a limit': [['change_column :shops, :name, :text']],
  'a larger integer': [['change_column :shops, :size, :bigint']],
  'a column that may be null': [['change_column_null :shops, :name, true']],
  'a required column whose check is there': [
    ['safety_assured { add_check_constraint :shops, "true" }', 'change_column_null :shops, :id, false'],
  ],
  'other data': [['execute "INSERT INTO shops (name) VALUES (\'tea\')"']],
  'a partition that is removed': [['execute "DROP TABLE sales_1"']],
  'another name for a table, with a view under the one it had': [
    ['rename_table :shops, :stores; execute "CREATE VIEW shops AS SELECT * FROM stores"'],
  ],
  'a table that came in the same run, and goes': [['create_table :things', 'drop_table :things']],
  'a column that came in the same run, and has another name': [
    ['add_column :shops, :owner, :text', 'rename_column :shops, :owner, :keeper'],
  ],
  'anything in the first run on a database': [['remove_column :shops, :note'], { first: true }],
};

const assured = 'safety_assured { remove_column :shops, :note }';

describe('a migration', () => {
  let outcomes: Readonly<Record<string, Outcome>>;

  beforeAll(async () => {
    const bodies = each(refused).map(([name, [body]]): [string, Case] => [name, [[body]]]);
    outcomes = await outcomesOf({
      ...Object.fromEntries(bodies),
      ...allowed,
      meant: [[assured]],
      stated: [['breaks_earlier_releases "writes prices in cents"']],
      'meant, taken back': [
        ['def change = safety_assured { remove_column :shops, :note, :text }'],
        { back: true },
      ],
      'after another one': [['add_column :shops, :owner, :text', 'remove_column :shops, :note']],
      'without a transaction': [['remove_column :shops, :note'], { transaction: false }],
      'without a transaction, meant': [[assured], { transaction: false }],
      'without a transaction, failed': [[`${assured}; raise "no more"`], { transaction: false }],
      failed: [[`${assured}; raise "no more"`]],
      waiting: [['raise select_value("SHOW lock_timeout") + " " + select_value("SHOW statement_timeout")']],
    });
  });

  it.each(each(refused))(
    'that the serving release could not run with is refused and undone: %s',
    (name, [, reason]) => {
      expect(outcomes[name]).toEqual({
        schema: 1,
        refused: reason,
        error: expect.stringContaining(`(Case2) ${reason}. The release that is serving now`),
      });
    },
  );

  it.each(each(allowed))('that any release can run with passes: %s', (name, [bodies]) => {
    expect(outcomes[name]).toEqual({ schema: bodies.length + 1 });
  });

  it('that is meant passes, and its reason is kept', () => {
    expect(outcomes.meant).toEqual({ schema: 2, breaking: { 2: 'removes column shops.note' } });
  });

  it('says itself what no look at the schema shows', () => {
    expect(outcomes.stated).toEqual({ schema: 2, breaking: { 2: 'writes prices in cents' } });
  });

  it('that is taken back breaks nothing any more', () => {
    expect(outcomes['meant, taken back']).toEqual({ schema: 1 });
  });

  it('that is refused leaves those before it in place', () => {
    expect(outcomes['after another one']).toMatchObject({
      schema: 2,
      refused: 'removes column shops.note',
    });
  });

  it('that could not be undone is refused before it does anything', () => {
    expect(outcomes['without a transaction']).toMatchObject({
      schema: 1,
      refused: 'calls remove_column outside of a transaction',
    });
    expect(outcomes['without a transaction']?.breaking).toBeUndefined();
    expect(outcomes['without a transaction, meant']).toEqual(outcomes.meant);
  });

  it('that fails is recorded only if what it has done stays', () => {
    expect(outcomes['without a transaction, failed']).toMatchObject({
      schema: 1,
      breaking: outcomes.meant?.breaking,
    });
    expect(outcomes.failed).toEqual({ schema: 1, error: expect.stringContaining('no more') });
  });

  it('does not wait long for locks, since visitors wait behind it', () => {
    expect(outcomes.waiting?.error).toContain('2s 15min');
  });
});

describe.runIf(gems !== undefined)('a migration of the Spree store, which has Strong Migrations', () => {
  let outcomes: Readonly<Record<string, Outcome>>;

  beforeAll(async () => {
    const cases: Readonly<Record<string, Case>> = {
      index: [['add_index :shops, :note']],
      'index beside the visitors': [
        ['add_index :shops, :note, algorithm: :concurrently'],
        { transaction: false },
      ],
      'first run': [['add_index :shops, :note; remove_column :shops, :note'], { first: true }],
      'first run, of others': [
        ['run Class.new(ActiveRecord::Migration[7.2]) { def up = remove_column(:shops, :note) }'],
        { first: true },
      ],
      column: [['remove_column :shops, :note']],
      'column, meant': [[assured]],
      table: [['drop_table :old_shops, force: :cascade']],
      waiting: [['raise select_value("SHOW lock_timeout") + " " + select_value("SHOW statement_timeout")']],
    };
    outcomes = await outcomesOf(
      cases,
      'gem unpack -q --target /tmp /gems/strong_migrations-*.gem',
      'export RUBYLIB=$(echo /tmp/strong_migrations-*/lib) STRONG_MIGRATIONS=/strong_migrations.rb',
    );
  });

  it('is refused where it would stop the visitors', () => {
    expect(outcomes.index).toMatchObject({
      schema: 1,
      refused: expect.stringContaining('Adding an index non-concurrently blocks writes'),
    });
    expect(outcomes['index beside the visitors']).toEqual({ schema: 2 });
  });

  it('may do anything in the first run on a database, also by running another one, as those of Spree do', () => {
    expect(outcomes['first run']).toEqual({ schema: 2 });
    expect(outcomes['first run, of others']).toEqual({ schema: 2 });
  });

  it('is refused where the serving release could not run with it, also by what Strong Migrations lets pass', () => {
    expect(outcomes.column).toMatchObject({
      schema: 1,
      refused: expect.stringContaining('Active Record caches attributes'),
    });
    expect(outcomes.table).toMatchObject({
      schema: 1,
      refused: 'removes table old_shops; removes view shop_names',
    });
  });

  it('that is meant passes, and its reason is kept', () => {
    expect(outcomes['column, meant']).toEqual({ schema: 2, breaking: { 2: 'removes column shops.note' } });
  });

  it('does not wait long for locks, since visitors wait behind it', () => {
    expect(outcomes.waiting?.error).toContain('2s 15min');
  });
});

describe('bin/rails db:migrate', () => {
  // Rails takes no version that is more than a day ahead.
  const version = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const removal = (body: string) =>
    `printf 'class RemoveCategory < ActiveRecord::Migration[7.2]\\ndef up = ${body}\\nend' > db/migrate/${version}_remove_category.rb`;
  const remove = 'remove_column(:demo_products, :category)';
  const inStore = async (...commands: readonly string[]) => {
    const { exitCode, output } = await store.runOnce('sh', '-c', commands.join(' && '));
    return { exitCode, output, report: readMigrationsReport(output.split('\n')) };
  };

  beforeAll(async () => {
    // The cases have left their tables.
    const empty = 'psql "$DATABASE_URL" -c "DROP SCHEMA public CASCADE" -c "CREATE SCHEMA public"';
    expect(await store.runOnce('sh', '-c', empty)).toMatchObject({ exitCode: 0 });
  });

  it('reports what it has run, what there is to run, and what earlier releases cannot run with', async () => {
    const first = await inStore('bin/rails db:migrate migrations:report');
    expect(first.output).toContain(
      '"parity.migrations":{"schema":"20261127000000","applied":["20170806125915","',
    );
    expect(first).toMatchObject({
      exitCode: 0,
      report: { schema: '20261127000000', pending: [], breaking: [] },
    });

    const refusal = await inStore(removal(remove), 'bin/rails migrations:report db:migrate');
    expect(refusal.output).toContain(`"pending":[{"version":"${version}","name":"RemoveCategory"}]`);
    expect(refusal.output).toContain(
      'removes column demo_products.category. The release that is serving now',
    );
    expect(refusal).toMatchObject({
      exitCode: 1,
      report: { schema: '20261127000000', applied: [], breaking: [], refused: { name: 'RemoveCategory' } },
    });

    const meant = await inStore(removal(`safety_assured { ${remove} }`), 'bin/rails db:migrate');
    expect(meant).toMatchObject({ exitCode: 0, report: { applied: [version], pending: [] } });
    expect(breaksSince(meant.report ?? { breaking: [] }, first.report ?? { breaking: [] })).toEqual([
      {
        version,
        name: 'RemoveCategory',
        reason: 'removes column demo_products.category',
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]+Z$/),
      },
    ]);
  });

  it('refuses the image of an earlier version, which cannot run with the database, until it is said to be harmless', async () => {
    const earlier = await inStore('bin/rails db:migrate');
    expect(earlier).toMatchObject({ exitCode: 1, report: { breaking: [{ name: 'RemoveCategory' }] } });
    expect(earlier.output).toContain(
      'which removes column demo_products.category. This image does not contain it',
    );
    const after = await inStore(`bin/rails migrations:harmless[${version}] db:migrate`);
    expect(after).toMatchObject({ exitCode: 0, report: { breaking: [] } });
  });
});
