import { readProperties } from '../properties/read-properties.ts';
import type { ResolvedTemplate } from '../resolution/resolved-template.ts';
import { managedPolicySchema, policySchema, roleSchema } from './iam/iam.ts';
import { queueSchema } from './messaging/queue.ts';
import { subscriptionSchema } from './messaging/subscription.ts';
import { topicSchema } from './messaging/topic.ts';

/** The types of which the toolkit reads nothing itself: LocalStack gets their properties as the template has them. */
export const emulatedSchemas = {
  'AWS::IAM::ManagedPolicy': managedPolicySchema,
  'AWS::IAM::Policy': policySchema,
  'AWS::IAM::Role': roleSchema,
  'AWS::SNS::Subscription': subscriptionSchema,
  'AWS::SNS::Topic': topicSchema,
  'AWS::SQS::Queue': queueSchema,
};

/** Fails as `readProperties` does for a property that such a type does not have, and which LocalStack would ignore. */
export function checkEmulated(template: ResolvedTemplate): void {
  for (const [type, schema] of Object.entries(emulatedSchemas)) {
    for (const resource of template.resources) if (resource.type === type) readProperties(resource, schema);
  }
}
