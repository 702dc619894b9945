import { restXmlService } from '../protocols/rest-xml-service.ts';
import { operationPaths } from './operation-paths.ts';
import { operations } from './operations.ts';

const version = '2020-05-31';

/** @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/Welcome.html */
export const cloudFrontApi = restXmlService({
  name: 'Amazon CloudFront',
  version,
  namespace: `http://cloudfront.amazonaws.com/doc/${version}/`,
  paths: operationPaths,
  repeated: ['Path'],
  operations,
});
