/** What is interrupted when one of these properties changes in place. */
interface Interruption {
  readonly properties: readonly string[];
  readonly what: string;
}

/**
 * By type. Of a replaced resource nothing is said here: that it is replaced says more.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html
 */
const interruptions: Readonly<Record<string, readonly Interruption[]>> = {
  'AWS::RDS::DBInstance': [
    {
      properties: ['DBInstanceClass', 'EngineVersion', 'CACertificateIdentifier', 'Port'],
      what: 'the database restarts; with a standby, it fails over',
    },
    {
      properties: ['DBParameterGroupName', 'OptionGroupName', 'StorageType', 'AllowMajorVersionUpgrade'],
      what: 'the database may restart',
    },
  ],
  'AWS::RDS::DBParameterGroup': [{ properties: ['Parameters'], what: 'the database may have to restart' }],
  'AWS::ElastiCache::ReplicationGroup': [
    {
      properties: [
        'CacheNodeType',
        'EngineVersion',
        'Engine',
        'TransitEncryptionEnabled',
        'CacheParameterGroupName',
      ],
      what: 'Redis fails over to another node, and connections break',
    },
  ],
  'AWS::ElastiCache::ParameterGroup': [{ properties: ['Properties'], what: 'Redis may have to restart' }],
  'AWS::ECS::Service': [
    {
      properties: [
        'TaskDefinition',
        'NetworkConfiguration',
        'LoadBalancers',
        'PlatformVersion',
        'LaunchType',
      ],
      what: 'new tasks start, and the old ones stop once these are healthy',
    },
  ],
  'AWS::CloudFront::Distribution': [
    { properties: ['DistributionConfig'], what: 'the change takes minutes to reach all edges' },
  ],
};

/** What is interrupted while these properties of a resource are updated; undefined where nothing is. */
export function interruptionOf(type: string, properties: readonly string[]): string | undefined {
  const own = Object.hasOwn(interruptions, type) ? (interruptions[type] ?? []) : [];
  return own.find((interruption) => interruption.properties.some((name) => properties.includes(name)))?.what;
}
