import { z } from 'zod';
import { loadBalancers, requireTargetGroup, targetGroupsOf } from '../find.ts';
import { operation } from '../operation.ts';
import { registrations, type TargetId, targetHealthShape } from '../shapes/target-health.ts';

const target = z.object({ Id: z.string(), Port: z.coerce.number().int().optional() });
const parameters = z.object({
  TargetGroupArn: z.string(),
  Targets: z.union([z.array(target), z.literal('').transform(() => undefined)]).optional(),
});

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html */
export const describeTargetHealth = operation(parameters, (request, controlPlane) => {
  const group = requireTargetGroup(controlPlane, request.TargetGroupArn);
  const registered = registrations(group, Object.values(controlPlane.state().tasks));
  const asked = request.Targets?.map(({ Id, Port = group.port }): TargetId => ({ id: Id, port: Port }));
  const isInUse = loadBalancers(controlPlane).some((one) => targetGroupsOf(one).has(group.logicalId));
  const health = (wanted: TargetId) => {
    const registration = registered.find((found) => found.id === wanted.id && found.port === wanted.port);
    return targetHealthShape(group, wanted, registration, isInUse);
  };
  return { TargetHealthDescriptions: (asked ?? registered).map(health) };
});
