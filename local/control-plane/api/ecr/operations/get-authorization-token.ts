import { z } from 'zod';
import { operation } from '../operation.ts';

const input = z.object({ registryIds: z.array(z.string()).optional() });

/**
 * A login for `docker login`, which is good for twelve hours.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 */
export const getAuthorizationToken = operation(input, (_, { images }) => {
  const { password, expiresAt } = images.tokens.issue();
  return {
    authorizationData: [
      {
        authorizationToken: Buffer.from(`AWS:${password.reveal()}`).toString('base64'),
        expiresAt: expiresAt / 1000,
        proxyEndpoint: `http://${images.host}`,
      },
    ],
  };
});
