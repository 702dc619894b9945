import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { type App, Stack, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { type Context, synthesize } from './testing/synthesize.ts';

/** Both sets of rules, as errors: a synth with a finding that nobody acknowledged throws. */
function check(context: Context, prepare: (app: App) => void = () => {}): void {
  synthesize(context, { builtinCloudFormationValidation: true }, (app) => {
    prepare(app);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  });
}

const contexts = [
  { environment: 'local' },
  { environment: 'staging' },
  { environment: 'production' },
  { environment: 'production', domainName: 'shop.example.com', hostedZoneId: 'Z1' },
  { environment: 'production', tasks: 'none', alarmEmail: 'ops@example.com' },
];

describe('rules of CloudFormation and cdk-nag', { timeout: 60_000 }, () => {
  it.each(contexts.map((context) => [context]))('find nothing in %j that is not acknowledged', (context) => {
    expect(() => check(context)).not.toThrow();
  });

  it.each([
    ['cdk-nag', { storageEncrypted: false }, 'AwsSolutions-RDS2'],
    ['CloudFormation', { storageEncrypted: true, sourceDbInstanceIdentifier: 'other' }, 'F3020'],
  ])('would find a wrong database: %s', (_rules, properties, finding) => {
    const addDatabase = (app: App) => new CfnDBInstance(new Stack(app, 'Careless'), 'Database', properties);
    expect(() => check({}, addDatabase)).toThrow(finding);
  });
});
