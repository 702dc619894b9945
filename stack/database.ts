import { InstanceType, type IVpc, Port, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  Credentials,
  DatabaseInsightsMode,
  DatabaseInstance,
  DatabaseInstanceEngine,
  DatabaseInstanceReadReplica,
  ParameterGroup,
  PostgresEngineVersion,
  StorageType,
  SubnetGroup,
} from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { connectionBudget } from './connection-budget.ts';
import { masterUser } from './database-users.ts';
import type { Settings } from './settings.ts';

export interface DatabaseProps {
  readonly settings: Settings;
  readonly vpc: IVpc;
  readonly secret: ISecret;
}

const engine = DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_16 });

/** PostgreSQL 16, with a standby and a read replica where the environment has them. */
export class Database extends Construct {
  readonly name = 'spree';
  readonly primary: DatabaseInstance;
  /** The primary's address where there is no replica. */
  readonly readAddress: string;
  readonly replica: DatabaseInstanceReadReplica | undefined;
  readonly securityGroup: SecurityGroup;
  /** How many connections the primary takes; the replica takes as many. */
  readonly maxConnections: number;

  constructor(scope: Construct, id: string, { settings, vpc, secret }: DatabaseProps) {
    super(scope, id);
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'PostgreSQL, for the tasks of the store',
      allowAllOutbound: false,
    });
    this.maxConnections = connectionBudget(settings);
    const shared = {
      vpc,
      instanceType: new InstanceType(settings.database.instanceType),
      securityGroups: [this.securityGroup],
      subnetGroup: createSubnetGroup(this, vpc),
      parameterGroup: createParameterGroup(this, this.maxConnections),
      port: 5432,
      storageType: StorageType.GP3,
      maxAllocatedStorage: 100,
      // The standard mode has Performance Insights, but does not switch it on: seven days of it are free.
      databaseInsightsMode: DatabaseInsightsMode.STANDARD,
      enablePerformanceInsights: true,
      autoMinorVersionUpgrade: true,
      deletionProtection: settings.isProtectedFromDeletion,
    };
    this.primary = new DatabaseInstance(this, 'Primary', {
      ...shared,
      engine,
      instanceIdentifier: `${settings.prefix}-postgres`,
      databaseName: this.name,
      credentials: Credentials.fromSecret(secret, masterUser),
      allocatedStorage: 20,
      // The replica is encrypted as what it replicates is.
      storageEncrypted: true,
      multiAz: settings.database.isMultiAz,
      backupRetention: Duration.days(settings.backupRetentionDays),
      copyTagsToSnapshot: true,
      removalPolicy: RemovalPolicy.SNAPSHOT,
    });
    this.replica = settings.database.hasReplica
      ? new DatabaseInstanceReadReplica(this, 'Replica', {
          ...shared,
          sourceDatabaseInstance: this.primary,
          instanceIdentifier: `${settings.prefix}-postgres-replica`,
          // RDS takes no final snapshot of a replica.
          removalPolicy: RemovalPolicy.DESTROY,
        })
      : undefined;
    this.readAddress = (this.replica ?? this.primary).dbInstanceEndpointAddress;
    acknowledge(this, { RDS11: 'Another port hides nothing from who is already in the private subnets.' });
    if (this.replica) {
      acknowledge(this.replica, {
        RDS2: 'A replica is encrypted as what it replicates is.',
        RDS3: 'The store reads from the primary while RDS replaces the replica.',
      });
    }
    if (!settings.database.isMultiAz) {
      acknowledge(this.primary, { RDS3: 'A small shop is down while RDS replaces its database.' });
    }
    if (!settings.isProtectedFromDeletion) {
      acknowledge(this, { RDS10: 'Only production must be hard to delete.' });
    }
  }

  /** Lets the tasks of a security group connect to the primary and the replica. */
  allowFrom(tasks: SecurityGroup): void {
    this.securityGroup.connections.allowFrom(tasks, Port.tcp(5432), 'PostgreSQL from the tasks of the store');
  }
}

function createSubnetGroup(scope: Construct, vpc: IVpc): SubnetGroup {
  return new SubnetGroup(scope, 'SubnetGroup', {
    vpc,
    vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    description: 'Private subnets of the store',
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

function createParameterGroup(scope: Construct, maxConnections: number): ParameterGroup {
  return new ParameterGroup(scope, 'ParameterGroup', {
    engine,
    description: 'PostgreSQL 16 of the store',
    parameters: {
      'rds.force_ssl': '1',
      max_connections: String(maxConnections),
      // Milliseconds: statements that take longer are logged.
      log_min_duration_statement: '1000',
    },
  });
}
