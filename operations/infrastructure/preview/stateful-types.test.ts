import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { expect, test } from 'vitest';
import { isStateful } from './stateful-types.ts';

test("every type that AWS's own specification calls stateful is one here, of the services that the store uses", {
  timeout: 30_000,
}, async () => {
  const spec = await loadAwsServiceSpec();
  const services =
    /^AWS::(DynamoDB|EC2|ECR|ECS|EFS|ElastiCache|KMS|Logs|RDS|Route53|S3|SecretsManager|SNS|SQS)::/;
  const stateful = spec
    .all('resource')
    .filter(
      ({ cloudFormationType, isStateful: holds }) => holds === true && services.test(cloudFormationType),
    )
    .map(({ cloudFormationType }) => cloudFormationType);
  expect(stateful.length).toBeGreaterThan(3);
  expect(stateful.filter((type) => !isStateful(type))).toEqual([]);
});
