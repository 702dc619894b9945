import { type IVpc, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { CfnParameterGroup, CfnReplicationGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { CacheSize } from './environments/environment.ts';

export interface CacheProps {
  /** Begins its name. */
  readonly prefix: string;
  readonly size: CacheSize;
  readonly vpc: IVpc;
  readonly secret: ISecret;
}

const port = 6379;

/**
 * Redis 7.1, with a node that takes over where the environment has two; the queues, the cache, Action Cable, and the
 * sessions of those who have signed in.
 */
export class Cache extends Construct {
  readonly replicationGroup: CfnReplicationGroup;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, { prefix, size, vpc, secret }: CacheProps) {
    super(scope, id);
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Redis, for the tasks of the store',
      allowAllOutbound: false,
    });
    this.replicationGroup = new CfnReplicationGroup(this, 'ReplicationGroup', {
      replicationGroupId: `${prefix}-redis`,
      replicationGroupDescription: 'Sessions, cache and job queues of the store',
      engine: 'redis',
      engineVersion: '7.1',
      cacheNodeType: size.nodeType,
      numCacheClusters: size.nodes,
      automaticFailoverEnabled: size.nodes > 1,
      multiAzEnabled: size.nodes > 1,
      atRestEncryptionEnabled: true,
      transitEncryptionEnabled: true,
      // Waiting jobs exist nowhere else; what came after the last snapshot is lost with both nodes.
      snapshotRetentionLimit: 1,
      authToken: secret.secretValueFromJson('token').unsafeUnwrap(),
      port,
      cacheParameterGroupName: createParameterGroup(this).ref,
      cacheSubnetGroupName: createSubnetGroup(this, vpc).ref,
      securityGroupIds: [this.securityGroup.securityGroupId],
    });
    if (size.nodes === 1) {
      acknowledge(this, { AEC4: 'A small shop has no cache while ElastiCache replaces its only node.' });
    }
    acknowledge(this, { AEC5: 'Another port hides nothing from who is already in the private subnets.' });
  }

  /** Lets the tasks of a security group connect. */
  allowFrom(tasks: SecurityGroup): void {
    this.securityGroup.connections.allowFrom(tasks, Port.tcp(port), 'Redis from the tasks of the store');
  }
}

/** Queues lose jobs under any policy that evicts. */
function createParameterGroup(scope: Construct): CfnParameterGroup {
  return new CfnParameterGroup(scope, 'ParameterGroup', {
    cacheParameterGroupFamily: 'redis7',
    description: 'Redis 7 of the store',
    properties: { 'maxmemory-policy': 'noeviction' },
  });
}

function createSubnetGroup(scope: Construct, vpc: IVpc): CfnSubnetGroup {
  return new CfnSubnetGroup(scope, 'SubnetGroup', {
    description: 'Private subnets of the store',
    subnetIds: vpc.privateSubnets.map((subnet) => subnet.subnetId),
  });
}
