import { jsonService } from '../protocols/json-service.ts';
import { operations } from './operations.ts';

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/Welcome.html */
export const ecrApi = jsonService({
  name: 'ECR',
  targetPrefix: 'AmazonEC2ContainerRegistry_V20150921.',
  faultCode: 'ServerException',
  operations,
});
