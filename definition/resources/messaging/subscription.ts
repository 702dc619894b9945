import { z } from 'zod';
import { flag, text } from '../../properties/scalars.ts';
import { approximated, recorded } from '../../properties/standing.ts';

const toPrograms = ['http', 'https', 'sqs', 'application', 'lambda', 'firehose'];
const toPeople = ['email', 'email-json', 'sms'];

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html */
export const subscriptionSchema = z.strictObject({
  TopicArn: text,
  Protocol: approximated(
    z.enum([...toPrograms, ...toPeople]),
    'Only `sqs`, `http` and `https` get every message; `email` gets the notifications of alarms.',
  ),
  Endpoint: text.optional(),
  FilterPolicy: approximated(z.json().optional(), 'Mail is sent whatever it says.'),
  FilterPolicyScope: z.enum(['MessageAttributes', 'MessageBody']).optional(),
  RawMessageDelivery: flag.optional(),
  DeliveryPolicy: z.json().optional(),
  RedrivePolicy: z.json().optional(),
  Region: text.optional(),
  ReplayPolicy: recorded('Messages are not archived for replay.'),
  SubscriptionRoleArn: recorded('Firehose is not available locally.', text),
});
