import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refuseRemoteEndpoints, withoutAws } from './guard.ts';

test('an endpoint elsewhere is refused by name and value', () => {
  const variables = { AWS_ENDPOINT_URL_ECS: 'https://ecs.ap-southeast-1.amazonaws.com' };
  expect(() => refuseRemoteEndpoints(variables)).toThrow(
    expect.objectContaining({
      code: 'ENDPOINT_NOT_LOCAL',
      message:
        "AWS_ENDPOINT_URL_ECS is 'https://ecs.ap-southeast-1.amazonaws.com', which is not on this machine",
    }),
  );
});

test('loopback endpoints, and none at all, pass', () => {
  refuseRemoteEndpoints({});
  refuseRemoteEndpoints({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', LOCALSTACK_HOST: 'localhost:4566' });
  refuseRemoteEndpoints({ AWS_PROFILE: 'production', AWS_ENDPOINT_URL: '' });
});

test('names that only look like loopback are refused', () => {
  const isRefused = (endpoint: string) => {
    try {
      refuseRemoteEndpoints({ AWS_ENDPOINT_URL: endpoint });
      return false;
    } catch {
      return true;
    }
  };
  const lookalikes = [
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '1270.0.0.1',
    'http://x@evil.example',
    'http://localhost@evil.example/',
  ];
  expect(lookalikes.filter((endpoint) => !isRefused(endpoint))).toEqual([]);
  fc.assert(fc.property(fc.domain(), (domain) => isRefused(`https://${domain}`)));
});

test('a local tool is started without credentials of an account', () => {
  expect(
    withoutAws({ PATH: '/bin', AWS_PROFILE: 'prod', AWS_ACCESS_KEY_ID: 'AKIA', CDK_DEPLOY_ACCOUNT: '1' }),
  ).toEqual({
    PATH: '/bin',
  });
});

test('nothing local goes through a proxy, however it is spelt', () => {
  const proxies = {
    HTTP_PROXY: 'http://proxy:3128',
    https_proxy: 'http://proxy:3128',
    ALL_PROXY: 'socks://proxy',
  };
  expect(withoutAws({ ...proxies, HOME: '/home' })).toEqual({ HOME: '/home' });
});
