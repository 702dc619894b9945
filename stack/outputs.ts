import { CfnOutput } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** What a person or a script needs to know of a deployed store: output name to description and value. */
export type Outputs = Readonly<Record<string, readonly [description: string, value: string]>>;

/** Writes the stack's outputs. */
export function addOutputs(scope: Construct, outputs: Outputs): void {
  for (const [name, [description, value]] of Object.entries(outputs)) {
    new CfnOutput(scope, name, { description, value });
  }
}
