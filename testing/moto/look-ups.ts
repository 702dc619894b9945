import { z } from 'zod';
import { isJsonObject } from '../../definition/template/json-value.ts';
import { parseJson } from '../../json/parse-json.ts';
import type { Lived } from './environment-life.ts';
import type { MotoServer } from './moto-server.ts';
import { queryMoto } from './query-moto.ts';

/** A call that a custom resource of the CDK makes, as far as one is made here. */
const callSchema = z.object({
  service: z.literal('EC2'),
  action: z.literal('DescribeSecurityGroups'),
  parameters: z.object({ Filters: z.array(z.object({ Name: z.string(), Values: z.array(z.string()) })) }),
});

const groupsSchema = z.object({
  DescribeSecurityGroupsResponse: z.object({
    securityGroupInfo: z.union([
      z.literal('').transform(() => []),
      z.object({ item: z.array(z.object({ groupId: z.string() })) }).transform(({ item }) => item),
    ]),
  }),
});

/** The security groups that the custom resources of a stack find, for which stand-ins have to do. */
export async function lookUpGroups(
  moto: MotoServer,
  { region, template, state }: Lived,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [logicalId, properties] of state.standIns) {
    if (template.Resources[logicalId]?.Type !== 'Custom::AWS' || !isJsonObject(properties)) continue;
    const { action, parameters } = callSchema.parse(parseJson(String(properties.Create)));
    const filters = parameters.Filters.flatMap(({ Name, Values }, index) => [
      [`Filter.${index + 1}.Name`, Name] as const,
      ...Values.map((value, at) => [`Filter.${index + 1}.Value.${at + 1}`, value] as const),
    ]);
    const answer = await queryMoto({
      ...{ moto, region, service: 'ec2', action, parameters: Object.fromEntries(filters) },
    });
    const groups = groupsSchema.parse(answer).DescribeSecurityGroupsResponse.securityGroupInfo;
    found.push(...groups.map(({ groupId }) => groupId));
  }
  return found;
}
