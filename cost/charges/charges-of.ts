import { ownValue } from '../../json/own-value.ts';
import { cacheCluster, replicationGroup } from './cache.ts';
import type { Finding } from './charge.ts';
import type { Circumstances } from './circumstances.ts';
import { type CostedResource, free, text, unpriced } from './costed-resource.ts';
import { databaseInstance } from './database.ts';
import { whyFree } from './free-types.ts';
import { alarm, cluster, compositeAlarm, customMetrics, dashboard, scalingPolicy } from './monitoring.ts';
import { certificate, elasticIp, hostedZone, loadBalancer, natGateway, vpcEndpoint } from './network.ts';
import { kmsKey, namedSecrets, secret } from './secrets.ts';
import { service } from './tasks.ts';
import { usageCharges } from './usage-charges.ts';

type Reader = (resource: CostedResource, circumstances: Circumstances) => readonly Finding[];

const readers: Readonly<Record<string, Reader>> = {
  'AWS::ApplicationAutoScaling::ScalingPolicy': scalingPolicy,
  'AWS::CertificateManager::Certificate': certificate,
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::CompositeAlarm': compositeAlarm,
  'AWS::CloudWatch::Dashboard': dashboard,
  'AWS::EC2::EIP': elasticIp,
  'AWS::EC2::NatGateway': natGateway,
  'AWS::EC2::VPCEndpoint': vpcEndpoint,
  'AWS::ECS::Cluster': cluster,
  'AWS::ECS::Service': service,
  'AWS::ElastiCache::CacheCluster': cacheCluster,
  'AWS::ElastiCache::ReplicationGroup': replicationGroup,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': loadBalancer,
  'AWS::KMS::Key': kmsKey,
  'AWS::Logs::LogGroup': (resource) => {
    const logClass = text(resource, 'LogGroupClass') ?? 'STANDARD';
    return logClass === 'STANDARD' ? [] : [unpriced(resource, `no price of logs of the class ${logClass}`)];
  },
  'AWS::RDS::DBInstance': (resource, { resources }) => databaseInstance(resource, resources),
  'AWS::Route53::HostedZone': hostedZone,
  'AWS::SSM::Parameter': (resource) =>
    /^(Advanced|Intelligent)/.test(text(resource, 'Tier') ?? '')
      ? [unpriced(resource, 'no price of advanced parameters')]
      : [],
  'AWS::SNS::Subscription': (resource) =>
    text(resource, 'Protocol') === 'sms' ? [unpriced(resource, 'no price of text messages')] : [],
  'AWS::SecretsManager::Secret': secret,
  'AWS::Serverless::Application': rotationFunction,
};

/** All that a definition is billed for, what has no price, and what costs nothing. */
export function findingsOf(circumstances: Circumstances): readonly Finding[] {
  const { resources } = circumstances;
  return [
    ...resources.flatMap((resource) => findingsOfResource(resource, circumstances)),
    ...namedSecrets(resources),
    ...customMetrics(resources),
    ...usageCharges(circumstances),
  ];
}

function findingsOfResource(resource: CostedResource, circumstances: Circumstances): readonly Finding[] {
  const found = ownValue(readers, resource.type)?.(resource, circumstances) ?? [];
  if (found.length > 0) return found;
  const why = whyFree(resource.type);
  if (why !== undefined) return [free(resource, why)];
  return [unpriced(resource, 'no price of this type, and it is not known to be free')];
}

/** The functions that AWS publishes for rotations; what other applications bring is not in the template. */
function rotationFunction(resource: CostedResource): readonly Finding[] {
  const location = JSON.stringify(resource.properties.Location ?? '');
  return /SecretsManager\w*Rotation/.test(location)
    ? [free(resource, 'A rotation runs for seconds a month: a million requests of Lambda are free.')]
    : [unpriced(resource, 'its resources are not in the template')];
}
