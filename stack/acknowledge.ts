import { Validations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Says why a construct does not follow a rule of cdk-nag's AWS Solutions pack: rule to reason. */
export function acknowledge(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  const rules = Object.entries(reasons).map(([rule, reason]) => ({
    id: `AwsSolutions::AwsSolutions-${rule}`,
    reason,
  }));
  Validations.of(construct).acknowledge(...rules);
}
