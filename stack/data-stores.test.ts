import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
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

  it('has a generated password, which changes in a known hour and never gets punctuation', () => {
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      MasterUsername: 'spree',
      MasterUserPassword: {
        'Fn::Join': ['', ['{{resolve:secretsmanager:', secretRef('Database'), ':SecretString:password::}}']],
      },
    });
    template.hasResourceProperties('AWS::SecretsManager::RotationSchedule', {
      RotationRules: { ScheduleExpression: 'cron(0 18 1 * ? *)', Duration: '1h' },
    });
    template.hasResourceProperties('AWS::Serverless::Application', {
      Parameters: { excludeCharacters: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~' },
    });
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
