import { z } from 'zod';
import { AwsError } from '../../aws-error.ts';
import { findRepository, operation, repositoryMembers } from '../operation.ts';

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetLifecyclePolicy.html */
export const getLifecyclePolicy = operation(z.object(repositoryMembers), (request, access) => {
  const { name, lifecyclePolicy } = findRepository(request, access);
  const registryId = access.place.accountId;
  if (lifecyclePolicy === undefined) {
    throw new AwsError(
      'LifecyclePolicyNotFoundException',
      `Lifecycle policy does not exist for the repository with name '${name}' in the registry with id '${registryId}'`,
    );
  }
  return { registryId, repositoryName: name, lifecyclePolicyText: lifecyclePolicy };
});
