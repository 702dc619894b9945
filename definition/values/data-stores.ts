import { attributes, single, type ValuesByType } from './attributes.ts';
import { arnOf, hash, idOf, nameOf, type ResourceView, textOf } from './resource-view.ts';

const identifier = (resource: ResourceView) => nameOf(resource, 'DBInstanceIdentifier', 63).toLowerCase();
const groupId = (resource: ResourceView) => nameOf(resource, 'ReplicationGroupId', 40).toLowerCase();
const clusterName = (resource: ResourceView) => nameOf(resource, 'ClusterName', 50).toLowerCase();
const bucketName = (resource: ResourceView) => nameOf(resource, 'BucketName', 63).toLowerCase();
const lowerCaseName = (property: string) => (resource: ResourceView) =>
  nameOf(resource, property).toLowerCase();

const databaseHost = (resource: ResourceView) =>
  `${identifier(resource)}.c${hash(resource, 11)}.${resource.region}.rds.amazonaws.com`;
const databasePort = (resource: ResourceView) => textOf(resource, 'Port') ?? '5432';

/** Without the region's short name, such as `apse1`, that ElastiCache puts into it. */
const cacheHost = (kind: string) => (resource: ResourceView) =>
  `${kind}.${groupId(resource)}.${hash(resource, 6)}.${resource.region}.cache.amazonaws.com`;
const primaryCache = cacheHost('master');
const readerCache = cacheHost('replica');
const cachePort = (resource: ResourceView) => textOf(resource, 'Port') ?? '6379';

/** RDS, ElastiCache and S3. */
export const dataStoreValues: ValuesByType = {
  'AWS::RDS::DBInstance': attributes({
    Ref: identifier,
    'Endpoint.Address': databaseHost,
    'Endpoint.Port': databasePort,
    'Endpoint.HostedZoneId': (resource) => idOf(resource, 'Z', 13).toUpperCase(),
    DBInstanceArn: (resource) => arnOf(resource, 'rds', `db:${identifier(resource)}`),
    DbiResourceId: (resource) => idOf(resource, 'db-', 26).toUpperCase(),
  }),
  'AWS::RDS::DBParameterGroup': attributes({
    Ref: lowerCaseName('DBParameterGroupName'),
    DBParameterGroupName: lowerCaseName('DBParameterGroupName'),
    DBParameterGroupArn: (resource) =>
      arnOf(resource, 'rds', `pg:${lowerCaseName('DBParameterGroupName')(resource)}`),
  }),
  'AWS::RDS::DBSubnetGroup': attributes({
    Ref: lowerCaseName('DBSubnetGroupName'),
    DBSubnetGroupArn: (resource) =>
      arnOf(resource, 'rds', `subgrp:${lowerCaseName('DBSubnetGroupName')(resource)}`),
  }),
  'AWS::RDS::OptionGroup': single(lowerCaseName('OptionGroupName')),
  'AWS::ElastiCache::ReplicationGroup': attributes({
    Ref: groupId,
    ReplicationGroupId: groupId,
    'PrimaryEndPoint.Address': primaryCache,
    'PrimaryEndPoint.Port': cachePort,
    'ReaderEndPoint.Address': readerCache,
    'ReaderEndPoint.Port': cachePort,
    'ReadEndPoint.Addresses': (resource) => `[${readerCache(resource)}]`,
    'ReadEndPoint.Ports': (resource) => `[${cachePort(resource)}]`,
    'ReadEndPoint.Addresses.List': (resource) => [readerCache(resource)],
    'ReadEndPoint.Ports.List': (resource) => [cachePort(resource)],
    'ConfigurationEndPoint.Address': cacheHost('clustercfg'),
    'ConfigurationEndPoint.Port': cachePort,
  }),
  'AWS::ElastiCache::CacheCluster': attributes({
    Ref: clusterName,
    'RedisEndpoint.Address': (resource) =>
      `${clusterName(resource)}.${hash(resource, 6)}.0001.${resource.region}.cache.amazonaws.com`,
    'RedisEndpoint.Port': cachePort,
  }),
  'AWS::ElastiCache::ParameterGroup': attributes({
    Ref: lowerCaseName('CacheParameterGroupName'),
    CacheParameterGroupName: lowerCaseName('CacheParameterGroupName'),
  }),
  'AWS::ElastiCache::SubnetGroup': single(lowerCaseName('CacheSubnetGroupName')),
  'AWS::S3::Bucket': attributes({
    Ref: bucketName,
    Arn: (resource) => `arn:aws:s3:::${bucketName(resource)}`,
    DomainName: (resource) => `${bucketName(resource)}.s3.amazonaws.com`,
    RegionalDomainName: (resource) => `${bucketName(resource)}.s3.${resource.region}.amazonaws.com`,
    DualStackDomainName: (resource) =>
      `${bucketName(resource)}.s3.dualstack.${resource.region}.amazonaws.com`,
    WebsiteURL: (resource) => `http://${bucketName(resource)}.s3-website-${resource.region}.amazonaws.com`,
  }),
  'AWS::S3::BucketPolicy': single((resource) => textOf(resource, 'Bucket')),
};
