import { awsClients } from '../../aws/clients.ts';
import { findReferences } from '../../definition/resolution/find-references.ts';
import type { Deployment } from './moto-stack.ts';
import type { StackState } from './stack-state.ts';
import type { Fault } from './stub.ts';

/** Services of a stack that ECS does not run with the newest revision of their task definition. */
export async function staleServices(
  { moto, region, template }: Deployment,
  { physicalIds, references }: StackState,
): Promise<readonly Fault[]> {
  const ecs = await awsClients({ environment: 'local', endpoint: moto.endpoint, region }).ecs();
  const faults: Fault[] = [];
  for (const [place, { Type: type, Properties = {} }] of Object.entries(template.Resources)) {
    if (type !== 'AWS::ECS::Service') continue;
    const [referred] = findReferences(Properties.TaskDefinition ?? '');
    const [clusterId] = findReferences(Properties.Cluster ?? '');
    const cluster = references.get(`${clusterId}.Ref`);
    const { services = [] } = await ecs.describeServices({
      cluster,
      services: [physicalIds.get(place) ?? ''],
    });
    const found = services[0]?.taskDefinition;
    if (found !== references.get(`${referred}.Ref`)) faults.push({ kind: 'not updated', type, place, found });
  }
  return faults;
}
