import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { setUpCommand } from './database-users.ts';
import { storeTemplate } from './testing/synthesize.ts';

const template = storeTemplate({ environment: 'production' }, { adminEmail: 'owner@example.com' });

const secretRef = (name: string) => ({ Ref: Match.stringLikeRegexp(`${name}Secret`) });

describe('database', () => {
  it('is an encrypted PostgreSQL 16 on db.t3.micro over two zones, with seven days of backups', () => {
    template.hasResource('AWS::RDS::DBInstance', {
      DeletionPolicy: 'Snapshot',
      UpdateReplacePolicy: 'Snapshot',
      Properties: {
        DBInstanceIdentifier: 'spree-production-postgres',
        Engine: 'postgres',
        EngineVersion: '16',
        DBInstanceClass: 'db.t3.micro',
        DBName: 'spree',
        MultiAZ: true,
        StorageEncrypted: true,
        BackupRetentionPeriod: 7,
        DatabaseInsightsMode: 'standard',
        EnablePerformanceInsights: true,
        DeletionProtection: true,
        PubliclyAccessible: Match.absent(),
      },
    });
  });

  it('has a read replica of the same kind', () => {
    template.hasResource('AWS::RDS::DBInstance', {
      DeletionPolicy: 'Delete',
      Properties: {
        DBInstanceIdentifier: 'spree-production-postgres-replica',
        DBInstanceClass: 'db.t3.micro',
        DatabaseInsightsMode: 'standard',
        EnablePerformanceInsights: true,
        SourceDBInstanceIdentifier: Match.objectLike({
          'Fn::Join': ['', Match.arrayWith([{ Ref: Match.stringLikeRegexp('^DatabasePrimary') }])],
        }),
      },
    });
  });

  it('takes only encrypted connections', () => {
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Family: 'postgres16',
      Parameters: { 'rds.force_ssl': '1' },
    });
  });

  it('has generated passwords, which change in known hours and never get punctuation', () => {
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      MasterUsername: 'spree',
      MasterUserPassword: {
        'Fn::Join': ['', ['{{resolve:secretsmanager:', secretRef('Database'), ':SecretString:password::}}']],
      },
    });
    template.allResourcesProperties('AWS::Serverless::Application', {
      Parameters: { excludeCharacters: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~' },
    });
  });

  it.each([
    ['store, between two users', 'Application', 'SecretsManagerRDSPostgreSQLRotationMultiUser', 1],
    ['master user, on another day', 'Database', 'SecretsManagerRDSPostgreSQLRotationSingleUser', 2],
  ])('changes the password of the %s', (_title, secret, application, day) => {
    const [schedule] = Object.values(
      template.findResources('AWS::SecretsManager::RotationSchedule', {
        Properties: { SecretId: { Ref: Match.stringLikeRegexp(`^Secrets${secret}SecretAttachment`) } },
      }),
    );
    expect(schedule?.Properties).toMatchObject({
      RotationRules: { ScheduleExpression: `cron(0 18 ${day} * ? *)`, Duration: '1h' },
      RotateImmediatelyOnUpdate: false,
    });
    const [function_ = ''] = schedule?.Properties.RotationLambdaARN['Fn::GetAtt'] ?? [];
    const { Properties } = template.findResources('AWS::Serverless::Application')[function_] ?? {};
    const mapping = Properties.Location.ApplicationId['Fn::FindInMap'][0];
    expect(JSON.stringify(template.findMappings(mapping))).toContain(application);
  });

  it('changes no password of the store before the set-up can have made its users', () => {
    const first = storeTemplate({ environment: 'production', tasks: 'none' });
    const schedules = Object.values(first.findResources('AWS::SecretsManager::RotationSchedule'));
    expect(schedules.map(({ Properties }) => Properties.SecretId.Ref)).toEqual([
      expect.stringMatching(/^SecretsDatabaseSecretAttachment/),
    ]);
  });

  it('is owned by a role that nobody signs in as, so that both users of the store own what either creates', () => {
    const script = setUpCommand.join(' ');
    expect(script).toContain('ALTER DATABASE :"DBNAME" OWNER TO :"owner"');
    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      Family: 'spree-production-setup',
      ContainerDefinitions: [Match.objectLike({ Command: setUpCommand, EntryPoint: Match.absent() })],
    });
  });

  it('must show a certificate for its name to every task that connects to it', () => {
    const definitions = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
    const connecting = definitions
      .flatMap(({ Properties }) => Properties.ContainerDefinitions)
      .filter(({ Environment }) =>
        Environment?.some(({ Name }: { Name: string }) => ['DATABASE_HOST', 'PGHOST'].includes(Name)),
      );
    expect(connecting.map(({ Name }) => Name).toSorted()).toEqual([
      'oneoff',
      'seed',
      'setup',
      'web',
      'worker',
    ]);
    for (const { Environment } of connecting) {
      expect(Environment).toEqual(
        expect.arrayContaining([
          { Name: 'PGSSLMODE', Value: 'verify-full' },
          { Name: 'PGSSLROOTCERT', Value: 'system' },
        ]),
      );
    }
  });
});

describe('cache', () => {
  it('is Redis 7.1 on two nodes that take over from each other, encrypted, with a token', () => {
    template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', {
      ReplicationGroupId: 'spree-production-redis',
      Engine: 'redis',
      EngineVersion: '7.1',
      CacheNodeType: 'cache.t3.micro',
      NumCacheClusters: 2,
      AutomaticFailoverEnabled: true,
      MultiAZEnabled: true,
      AtRestEncryptionEnabled: true,
      TransitEncryptionEnabled: true,
      AuthToken: {
        'Fn::Join': ['', ['{{resolve:secretsmanager:', secretRef('Redis'), ':SecretString:token::}}']],
      },
    });
  });

  it('keeps a snapshot of each day, for waiting jobs exist nowhere else', () => {
    template.hasResourceProperties('AWS::ElastiCache::ReplicationGroup', { SnapshotRetentionLimit: 1 });
  });

  it('never evicts what is queued', () => {
    template.hasResourceProperties('AWS::ElastiCache::ParameterGroup', {
      CacheParameterGroupFamily: 'redis7',
      Properties: { 'maxmemory-policy': 'noeviction' },
    });
  });
});

describe('secrets', () => {
  it('are generated, without punctuation, each with its key', () => {
    const secrets = Object.values(template.findResources('AWS::SecretsManager::Secret'));
    const generated = secrets.map(({ Properties: { Name, GenerateSecretString: generate } }) => ({
      name: Name,
      template: generate.SecretStringTemplate,
      key: generate.GenerateStringKey,
      excludesPunctuation: generate.ExcludePunctuation,
    }));
    const excludesPunctuation = true;
    expect(generated).toEqual([
      {
        name: 'spree-production/database',
        template: '{"username":"spree"}',
        key: 'password',
        excludesPunctuation,
      },
      {
        name: 'spree-production/application',
        template: {
          'Fn::Join': [
            '',
            [
              '{"username":"spree_application","masterarn":"',
              { Ref: expect.stringMatching(/^SecretsDatabaseSecret/) },
              '"}',
            ],
          ],
        },
        key: 'password',
        excludesPunctuation,
      },
      { name: 'spree-production/redis', template: '{}', key: 'token', excludesPunctuation },
      { name: undefined, template: '{}', key: 'secret_key_base', excludesPunctuation },
      {
        name: 'spree-production/admin',
        template: '{"email":"owner@example.com"}',
        key: 'password',
        excludesPunctuation,
      },
    ]);
  });
});

describe('assets', () => {
  it.each([
    [
      'CloudFront’s own name',
      {},
      {
        'Fn::Join': [
          '',
          ['https://', { 'Fn::GetAtt': [expect.stringMatching(/^EdgeDistribution/), 'DomainName'] }],
        ],
      },
    ],
    ['the domain', { domain: { name: 'shop.example.com', hostedZoneId: 'Z1' } }, 'https://shop.example.com'],
  ])('take uploads from browsers on pages of %s, and of no other origin', (_title, changes, origin) => {
    const buckets = Object.values(
      storeTemplate({ environment: 'production' }, changes).findResources('AWS::S3::Bucket'),
    );
    const rules = buckets.flatMap(({ Properties }) => Properties.CorsConfiguration?.CorsRules ?? []);
    expect(rules).toEqual([
      {
        Id: 'uploads-of-the-admin',
        AllowedMethods: ['PUT'],
        AllowedOrigins: [origin],
        AllowedHeaders: ['Content-Type', 'Content-MD5', 'Content-Disposition'],
        MaxAge: 3600,
      },
    ]);
  });

  it('are versioned, encrypted, private and kept; old versions expire after 30 days', () => {
    template.hasResource('AWS::S3::Bucket', {
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: Match.objectLike({
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        }),
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        LifecycleConfiguration: {
          Rules: [
            Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 30 }, Status: 'Enabled' }),
          ],
        },
      },
    });
  });
});
