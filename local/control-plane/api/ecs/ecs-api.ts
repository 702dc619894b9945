import { jsonService } from '../protocols/json-service.ts';
import { operations } from './operations.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/Welcome.html */
export const ecsApi = jsonService({
  name: 'ECS',
  targetPrefix: 'AmazonEC2ContainerServiceV20141113.',
  faultCode: 'ServerException',
  operations,
});
