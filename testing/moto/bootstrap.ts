import { awsClients } from '../../aws/clients.ts';
import type { MotoServer } from './moto-server.ts';
import { queryMoto } from './query-moto.ts';

/** A region of the account in moto, and what is there before a stack is created. */
export interface Region {
  readonly moto: MotoServer;
  readonly region: string;
  readonly accountId: string;
  /** Keys of the assets that `cdk deploy` uploads first. */
  readonly assets: readonly string[];
  /** The name of the hosted zone that a custom domain has. */
  readonly zoneName: string;
}

/** Prepares a region as `cdk bootstrap`, `cdk deploy` and the owner of a domain do. Gives the id of the hosted zone. */
export async function bootstrap({ moto, region, accountId, assets, zoneName }: Region): Promise<string> {
  const bucket = `cdk-hnb659fds-assets-${accountId}-${region}`;
  const Resources = {
    Version: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/cdk-bootstrap/hnb659fds/version', Type: 'String', Value: '30' },
    },
    Assets: { Type: 'AWS::S3::Bucket', Properties: { BucketName: bucket } },
    Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: zoneName } },
  };
  const Outputs = { ZoneId: { Value: { Ref: 'Zone' } } };
  const parameters = { StackName: 'CDKToolkit', TemplateBody: JSON.stringify({ Resources, Outputs }) };
  await queryMoto({ moto, region, service: 'cloudformation', action: 'CreateStack', parameters });
  const clients = awsClients({ environment: 'local', endpoint: moto.endpoint, region });
  const s3 = await clients.s3();
  for (const Key of assets) await s3.putObject({ Bucket: bucket, Key, Body: 'the code of a function' });
  const { Stacks } = await (await clients.cloudFormation()).describeStacks({ StackName: 'CDKToolkit' });
  return Stacks?.[0]?.Outputs?.[0]?.OutputValue ?? '';
}
