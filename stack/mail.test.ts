import { expect, it } from 'vitest';
import { SettingError } from './setting-error.ts';
import { readSettings } from './settings.ts';
import { owned } from './testing/owned.ts';
import { changed, storeTemplate } from './testing/synthesize.ts';

const template = storeTemplate({ environment: 'production' }, owned);
const containers = new Map(
  Object.values(template.findResources('AWS::ECS::TaskDefinition')).map(({ Properties }) => [
    Properties.ContainerDefinitions[0].Name,
    Properties.ContainerDefinitions[0],
  ]),
);

const variables = (name: string): Record<string, string> =>
  Object.fromEntries(
    containers.get(name).Environment.map(({ Name, Value }: { Name: string; Value: string }) => [Name, Value]),
  );

it('the worker is told the mail server of the settings, and every task of the store its sender', () => {
  expect(variables('worker')).toMatchObject({
    SMTP_ADDRESS: 'smtp.example.com',
    SMTP_PORT: '587',
    MAIL_FROM: 'shop@example.com',
  });
  for (const name of ['web', 'oneoff']) {
    expect(variables(name).MAIL_FROM).toBe('shop@example.com');
    expect(Object.keys(variables(name)).filter((each) => each.startsWith('SMTP_'))).toEqual([]);
  }
});

it('only the worker reads the secret of the mail server, which the account has and the template does not make', () => {
  const readers = [...containers].filter(([, container]) =>
    JSON.stringify(container).includes('secret:shop/smtp'),
  );
  expect(readers.map(([name]) => name)).toEqual(['worker']);
  const policies = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([, policy]) =>
    JSON.stringify(policy).includes('secret:shop/smtp'),
  );
  expect(policies.map(([id]) => id)).toEqual([
    expect.stringMatching(/^WorkerTaskDefinitionExecutionRoleDefaultPolicy/),
  ]);
  const names = Object.values(template.findResources('AWS::SecretsManager::Secret')).map(
    ({ Properties }) => Properties.Name,
  );
  expect(names).not.toContain('shop/smtp');
});

it.each([
  [{ port: 25 }, 'AWS blocks mail to port 25'],
  [{ port: 465 }, 'begins with TLS'],
  [{ port: 2465 }, 'begins with TLS'],
  [{ secretName: 'shop/smtp-secret' }, 'ends with a hyphen and six characters'],
])('a mail server that could not be used from AWS is refused: %j', (wrong, why) => {
  const read = () =>
    readSettings(
      (key) => ({ environment: 'production', imageTag: '3f2a1b9' })[key],
      changed({ ...owned, mail: { ...owned.mail, ...wrong } }),
    );
  expect(read).toThrow(SettingError);
  expect(read).toThrow(new RegExp(`^stack/environments/production.ts: mail\\..*${why}`));
});
