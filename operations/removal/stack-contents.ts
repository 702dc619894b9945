import { z } from 'zod';
import { allPages } from '../../aws/all-pages.ts';
import type { AwsClients } from '../../aws/clients.ts';
import { parseJson } from '../../json/parse-json.ts';

/** A resource of a deployed stack. */
export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  /** As in the deployed template. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** What its deletion leaves: as the template says, or all of it goes. */
  readonly whenDeleted: 'goes' | 'stays' | 'leaves a snapshot';
}

const template = z.object({
  Resources: z
    .record(
      z.string(),
      z.object({
        DeletionPolicy: z.string().optional(),
        Properties: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .default({}),
});

/**
 * What a deployed stack consists of, or what a deleted one, named by its id, has left. Raises what AWS raises.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
 */
export async function readStackContents(
  clients: Pick<AwsClients, 'cloudFormation'>,
  stack: string,
): Promise<readonly StackResource[]> {
  const cloudFormation = await clients.cloudFormation();
  const summaries = await allPages(async (NextToken) => {
    const page = await cloudFormation.listStackResources({
      StackName: stack,
      ...(NextToken !== undefined && { NextToken }),
    });
    return { items: page.StackResourceSummaries ?? [], next: page.NextToken };
  });
  const { TemplateBody = '{}' } = await cloudFormation.getTemplate({ StackName: stack });
  const { Resources } = template.parse(parseJson(TemplateBody) ?? {});
  return summaries.flatMap(({ LogicalResourceId: logicalId, ResourceType: type, ...summary }) => {
    const { PhysicalResourceId: physicalId, ResourceStatus } = summary;
    if (logicalId === undefined || type === undefined || physicalId === undefined) return [];
    // A database leaves snapshots when it is gone.
    if (ResourceStatus === 'DELETE_COMPLETE' && type !== 'AWS::RDS::DBInstance') return [];
    const written = Object.hasOwn(Resources, logicalId) ? Resources[logicalId] : undefined;
    return [
      {
        ...{ logicalId, type, physicalId },
        properties: written?.Properties ?? {},
        whenDeleted: fateBy(written?.DeletionPolicy),
      },
    ];
  });
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html */
function fateBy(policy = 'Delete'): StackResource['whenDeleted'] {
  if (policy.startsWith('Retain')) return 'stays';
  return policy === 'Snapshot' ? 'leaves a snapshot' : 'goes';
}
