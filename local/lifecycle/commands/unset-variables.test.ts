import { expect, it } from 'vitest';
import { run } from '../../processes/run.ts';
import { shellChange, shellLines } from './shell-lines.ts';
import { unsetVariables } from './unset-variables.ts';

const set = {
  AWS_REGION: 'ap-southeast-1',
  DATABASE_URL: 'postgres://one',
  LOAD_BALANCER_URL_SHOP_8080: 'http://127.0.0.1:8082',
  SSL_CERT_FILE: '/state/spree-parity/shop/trust/bundle.pem',
  NODE_EXTRA_CA_CERTS: '/state/spree-parity/shop/trust/addition.pem',
  PARITY_BEFORE_SSL_CERT_FILE: "/etc/proxy it's.pem",
};

it.each([
  ['sh', ['sh', '-c']],
  ['fish', ['fish', '--no-config', '-c']],
] as const)(
  'what was set in %s is unset again, and authorities of before are back',
  async (shell, program) => {
    const [name, ...args] = program;
    const probe = await run('sh', ['-c', `command -v ${name}`], { allowFailure: true });
    if (probe.exitCode !== 0) return expect(shell).not.toBe('sh');
    const script = (text: string) =>
      run(name, [...args, `${text}\nenv`], {
        env: { PATH: process.env.PATH, HOME: '/nonexistent' },
        allowFailure: true,
      });
    const during = (await script(shellLines(set, shell))).stdout;
    for (const [variable, value] of Object.entries(set)) expect(during).toContain(`${variable}=${value}\n`);
    const unset = shellChange(unsetVariables(set), shell);
    const after = (await script(`${shellLines(set, shell)}\n${unset}`)).stdout.split('\n');
    const left = after.filter((line) => Object.keys(set).some((variable) => line.startsWith(`${variable}=`)));
    expect(left).toEqual(["SSL_CERT_FILE=/etc/proxy it's.pem"]);
  },
);

it('leaves alone what is not of an environment', () => {
  const { unset, set: back } = unsetVariables({ SSL_CERT_FILE: '/etc/proxy.pem' });
  expect([unset.includes('SSL_CERT_FILE'), unset.includes('CURL_CA_BUNDLE'), back]).toEqual([
    false,
    true,
    {},
  ]);
});
