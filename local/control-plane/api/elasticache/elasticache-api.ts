import { queryService } from '../protocols/query-service.ts';
import { restXmlDocument } from '../protocols/xml-document.ts';
import { operations } from './operations.ts';

const version = '2015-02-02';

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/Welcome.html */
export const elastiCacheApi = queryService({
  name: 'Amazon ElastiCache',
  version,
  namespace: `http://elasticache.amazonaws.com/doc/${version}/`,
  operations,
  // Lists name their items, such as `CacheCluster`.
  write: restXmlDocument,
});
