import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '../../definition/template/json-value.ts';

/** A stack of an assembly that is written by hand, so small that it needs no bootstrapping. */
export interface SmallStack {
  readonly name: string;
  readonly resources: JsonObject;
  readonly region?: string;
  readonly after?: readonly string[];
  /** Whether it asks for a bootstrapped account, as every app of CDK does. */
  readonly needsBootstrap?: boolean;
}

/** Writes a cloud assembly of these stacks, as an app would. */
export async function writeSmallAssembly(
  folder: string,
  account: string,
  stacks: readonly SmallStack[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const artifacts = stacks.map(({ name, region = 'us-east-1', after = [], needsBootstrap = false }) => [
    name,
    {
      type: 'aws:cloudformation:stack',
      environment: `aws://${account}/${region}`,
      dependencies: after,
      properties: {
        templateFile: `${name}.template.json`,
        stackName: name,
        ...(needsBootstrap && {
          ...{ requiresBootstrapStackVersion: 6 },
          bootstrapStackVersionSsmParameter: '/cdk-bootstrap/hnb659fds/version',
          assumeRoleArn: `arn:\${AWS::Partition}:iam::${account}:role/deploy`,
        }),
      },
    },
  ]);
  await writeFile(
    join(folder, 'manifest.json'),
    JSON.stringify({ version: '36.0.0', artifacts: Object.fromEntries(artifacts) }),
  );
  for (const { name, resources } of stacks) {
    await writeFile(join(folder, `${name}.template.json`), JSON.stringify({ Resources: resources }));
  }
}
