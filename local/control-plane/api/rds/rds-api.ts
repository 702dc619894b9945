import { queryService } from '../protocols/query-service.ts';
import { restXmlDocument } from '../protocols/xml-document.ts';
import { operations } from './operations.ts';

const version = '2014-10-31';

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/Welcome.html */
export const rdsApi = queryService({
  name: 'Amazon RDS',
  version,
  namespace: `http://rds.amazonaws.com/doc/${version}/`,
  operations,
  write: restXmlDocument,
});
