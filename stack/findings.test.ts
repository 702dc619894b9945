import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { type App, Stack, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import type { Application } from '../application/application.ts';
import { defaultApplication } from '../application/defaults.ts';
import { notOfRails, withoutRedis } from '../application/testing/applications.ts';
import type { Environment } from './environments/environment.ts';
import { environments } from './environments.ts';
import { type Context, synthesize } from './testing/synthesize.ts';

interface Checked {
  readonly application?: Application;
  readonly prepare?: (app: App) => void;
}

/** Both sets of rules, as errors: a synth with a finding that nobody acknowledged throws. */
function check(
  context: Context,
  changes: Partial<Environment> = {},
  { application = defaultApplication, prepare = () => {} }: Checked = {},
): void {
  synthesize(context, {
    changes,
    application,
    props: { builtinCloudFormationValidation: true },
    prepare: (app) => {
      prepare(app);
      Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    },
  });
}

const cases: readonly (readonly [Context, Partial<Environment>])[] = Object.keys(environments).flatMap(
  (environment) => [
    [{ environment }, {}],
    [{ environment }, { domain: { name: 'shop.example.com', hostedZoneId: 'Z1' } }],
    [{ environment, tasks: 'none' }, {}],
    [{ environment, tasks: 'none' }, { domain: { name: 'shop.example.com', hostedZoneId: 'Z1' } }],
  ],
);

describe('rules of CloudFormation and cdk-nag', { timeout: 60_000 }, () => {
  it.each(cases)('find nothing in %j, %j that is not acknowledged', (context, changes) => {
    expect(() => check(context, changes)).not.toThrow();
  });

  it.each(
    Object.keys(environments).flatMap((environment) => [
      [environment, 'uses no Redis', withoutRedis] as const,
      [environment, 'is not of Rails, without worker, seeds and Redis', notOfRails] as const,
    ]),
  )('find nothing in %s of an application that %s', (environment, _, application) => {
    expect(() => check({ environment }, {}, { application })).not.toThrow();
  });

  it.each([
    ['cdk-nag', { storageEncrypted: false }, 'AwsSolutions-RDS2'],
    ['CloudFormation', { storageEncrypted: true, sourceDbInstanceIdentifier: 'other' }, 'F3020'],
  ])('would find a wrong database: %s', (_rules, properties, finding) => {
    const addDatabase = (app: App) => new CfnDBInstance(new Stack(app, 'Careless'), 'Database', properties);
    expect(() => check({}, {}, { prepare: addDatabase })).toThrow(finding);
  });
});
