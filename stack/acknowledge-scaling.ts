import { CfnScalingPolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** The key of a resource's metadata under which `scaling:check` finds why a finding stays: reasons by rule. */
const key = 'spree-parity:acknowledge';

/** A reason by itself is for what a finding says by the stated facts; one with figures is for a finding that has them. */
type Reason = string | { readonly reason: string; readonly figures: Readonly<Record<string, number>> };

type Reasons = Readonly<Record<string, Reason>>;

/** Says why what `scaling:check` finds in a construct's own resource stays as it is. */
export function acknowledgeScaling(construct: IConstruct, reasons: Reasons): void {
  const resource = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
  if (resource === undefined || !CfnResource.isCfnResource(resource)) {
    throw new TypeError(`${construct.node.path} has no resource of its own`);
  }
  resource.addMetadata(key, reasons);
}

/** The same for a scaling policy of a service, by the name that it was given there. */
export function acknowledgePolicy(service: IConstruct, name: string, reasons: Reasons): void {
  const policy = service.node
    .findAll()
    .find((each) => each instanceof CfnScalingPolicy && each.node.scope?.node.id === name);
  if (policy === undefined) throw new TypeError(`${service.node.path} has no policy ${name}`);
  acknowledgeScaling(policy, reasons);
}
