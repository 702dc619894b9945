import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../failure/failure.ts';
import type { ReducedTemplate } from './reduce-for-localstack.ts';

/** What a deployment of a reduced template needs to know. */
export interface ReducedAssembly {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  readonly template: ReducedTemplate;
}

/** CloudFormation takes a larger template from a bucket only, and there is no bootstrapped bucket here. */
const largestTemplateBytes = 51_200;

/** The oldest version of the manifest that has all that is written here, so that any CLI of version 2 reads it. */
const manifestVersion = '36.0.0';

/**
 * Writes a cloud assembly of one stack that needs no bootstrap: no assets, no roles to assume, no version check.
 * Fails with `TEMPLATE_TOO_LARGE`.
 */
export async function writeReducedAssembly(folder: string, assembly: ReducedAssembly): Promise<void> {
  const { stackName, region, accountId } = assembly;
  const template = JSON.stringify(assembly.template);
  rejectLargeTemplate(stackName, Buffer.byteLength(template));
  const templateFile = `${stackName}.template.json`;
  const manifest = {
    version: manifestVersion,
    artifacts: {
      [stackName]: {
        type: 'aws:cloudformation:stack',
        environment: `aws://${accountId}/${region}`,
        properties: { templateFile, stackName, validateOnSynth: false },
        displayName: stackName,
      },
    },
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, templateFile), template);
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
}

function rejectLargeTemplate(stackName: string, bytes: number): void {
  if (bytes <= largestTemplateBytes) return;
  throw new Failure(
    'TEMPLATE_TOO_LARGE',
    `The part of ${stackName} for LocalStack has ${bytes} bytes; at most ${largestTemplateBytes} can be deployed without a bucket.`,
    { hint: 'Define fewer or smaller resources in the CDK app if the environment is local.' },
  );
}
