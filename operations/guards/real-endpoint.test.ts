import { expect, test } from 'vitest';
import { refuseEndpointOverride } from './real-endpoint.ts';

const refused = expect.objectContaining({ code: 'ENDPOINT_OVERRIDE', exitCode: 2 });

test.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL_SECRETS_MANAGER'])(
  'a deployment is refused while %s is set, whatever it says',
  (name) => {
    for (const value of ['http://127.0.0.1:4566', 'https://sts.ap-southeast-1.amazonaws.com']) {
      expect(() => refuseEndpointOverride({ variables: { [name]: value }, config: undefined })).toThrow(
        refused,
      );
    }
  },
);

test.each([
  [
    'the profile in use',
    { AWS_PROFILE: 'local' },
    '[profile local]\nregion = x\nendpoint_url = http://localhost:4566\n',
  ],
  ['the default profile', {}, '[default]\nendpoint_url=http://localhost:4566'],
  [
    'a service of the profile',
    {},
    '[default]\nservices = here\n[services here]\ns3 =\n  endpoint_url = http://localhost\n',
  ],
])('a deployment is refused where %s has an endpoint', (_what, variables, config) => {
  expect(() => refuseEndpointOverride({ variables, config })).toThrow(refused);
});

test('a deployment is refused where the credentials file has an endpoint', () => {
  const credentials = '[work]\nendpoint_url = http://localhost:4566\n';
  const variables = { AWS_PROFILE: 'work' };
  expect(() => refuseEndpointOverride({ variables, config: undefined, credentials })).toThrow(refused);
});

test.each([
  ['there is none', {}, undefined],
  ['a variable is empty', { AWS_ENDPOINT_URL: '' }, ''],
  [
    'another profile has one',
    { AWS_PROFILE: 'work' },
    '[default]\nendpoint_url = http://localhost\n[profile work]\nregion = x',
  ],
  ['it is a comment', {}, '[default]\n# endpoint_url = http://localhost\n'],
  [
    'the files are to be ignored',
    { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    '[default]\nendpoint_url = http://localhost\n',
  ],
  [
    'only services that no profile names have one',
    {},
    '[default]\n[services other]\ns3 =\n  endpoint_url = http://localhost\n',
  ],
])('a deployment goes on where %s', (_what, variables, config) => {
  expect(() => refuseEndpointOverride({ variables, config })).not.toThrow();
});

test('the value of an override is not repeated, as it may have a password', () => {
  const variables = { AWS_ENDPOINT_URL: 'http://user:hunter22@proxy' };
  expect(() => refuseEndpointOverride({ variables, config: undefined })).not.toThrow(/hunter22/);
  expect(() => refuseEndpointOverride({ variables, config: undefined })).toThrow(/AWS_ENDPOINT_URL/);
});
