import { describe, expect, it } from 'vitest';
import { authoritySubjectHash } from '../certificates/issue.ts';
import { certificateAuthorityHash, readSettings } from './settings.ts';

const variables = {
  ENVIRONMENT_NAME: 'shop-1a2b3c',
  HAPROXY_IMAGE: 'haproxy:3.0',
  S3_ROOT_ACCESS_KEY: 'root',
  S3_ROOT_SECRET_KEY: 'hush',
  PORT_HTTPS: '8443',
};

describe('the settings of the control plane', () => {
  it('follow from what compose gives', () => {
    const settings = readSettings(variables);
    expect(settings).toMatchObject({
      network: 'shop-1a2b3c_default',
      publishedHttpsPort: 8443,
      taskPort: 8079,
    });
    expect(JSON.stringify(settings)).not.toContain('hush');
  });

  it('name each variable that is wrong', () => {
    const read = () => readSettings({ ...variables, PORT_HTTPS: 'x', ENVIRONMENT_NAME: 'A B' });
    expect(read).toThrow(/ENVIRONMENT_NAME[\s\S]*PORT_HTTPS|PORT_HTTPS[\s\S]*ENVIRONMENT_NAME/);
  });

  it("know the certificate authority's subject hash", () => {
    expect(certificateAuthorityHash).toBe(authoritySubjectHash);
  });
});
