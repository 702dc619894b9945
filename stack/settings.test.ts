import { describe, expect, it } from 'vitest';
import { defaultApplication } from '../application/defaults.ts';
import type { Environment } from './environments/environment.ts';
import { environments } from './environments.ts';
import { SettingError } from './setting-error.ts';
import { readSettings } from './settings.ts';
import { owned } from './testing/owned.ts';
import { changed } from './testing/synthesize.ts';

type Context = Readonly<Record<string, unknown>>;

const read = (context: Context, changes: Partial<Environment> = owned) =>
  readSettings((key) => context[key], changed(changes));

function refusal(context: Context, changes: Partial<Environment> = owned): string {
  try {
    read(context, changes);
  } catch (error) {
    if (error instanceof SettingError) return error.message;
    throw error;
  }
  return 'none';
}

const production = { environment: 'production', imageTag: '3f2a1b9' };

describe('settings', () => {
  it('are those of the local environment where the context says nothing', () => {
    expect(readSettings(() => undefined)).toMatchObject({
      environment: 'local',
      prefix: 'spree-local',
      region: 'ap-southeast-1',
      account: '000000000000',
      imageTag: 'latest',
      oneOffImageTag: 'latest',
      adminEmail: 'admin@example.com',
      runsTasks: true,
    });
  });

  it('are those of the file of the environment; the context adds the image', () => {
    expect(read(production, { ...owned, domain: { name: 'shop.example.com', hostedZoneId: 'Z1' } })).toEqual({
      ...environments.production,
      ...owned,
      application: defaultApplication,
      domain: { name: 'shop.example.com', hostedZoneId: 'Z1' },
      environment: 'production',
      prefix: 'spree-production',
      imageTag: '3f2a1b9',
      oneOffImageTag: '3f2a1b9',
      runsTasks: true,
      isInService: false,
      isProtectedFromDeletion: false,
    });
  });

  it('protect production from deletion once it is in service, and staging never', () => {
    const isProtected = (environment: string, isInService: boolean) =>
      readSettings((key) => ({ ...production, environment })[key], {
        ...environments,
        staging: { ...environments.staging, ...owned, isInService },
        production: { ...environments.production, ...owned, isInService },
      }).isProtectedFromDeletion;
    expect(isProtected('production', true)).toBe(true);
    expect(isProtected('production', false)).toBe(false);
    expect(isProtected('staging', true)).toBe(false);
  });

  it('may give one-off tasks the image of the next release', () => {
    expect(read({ ...production, oneOffImageTag: '9c8d7e6' })).toMatchObject({
      imageTag: '3f2a1b9',
      oneOffImageTag: '9c8d7e6',
    });
  });

  it('may name an image by its digest', () => {
    const digest = `sha256:${'0f'.repeat(32)}`;
    expect(read({ ...production, imageTag: digest }).imageTag).toBe(digest);
  });

  it.each(['small', 'staging', 'production'])(
    'of %s are refused with all that is missing in its file',
    (environment) => {
      const message = refusal({ ...production, environment }, {});
      expect(message.split('\n').map((line) => line.split(':')[0])).toEqual([
        `Set in stack/environments/${environment}.ts`,
        '- account',
        '- adminEmail',
        '- alarmEmails',
        '- mail',
      ]);
    },
  );

  it('name only what is missing', () => {
    expect(refusal(production, { ...owned, alarmEmails: undefined })).toBe(
      "Set in stack/environments/production.ts:\n- alarmEmails: who gets the alarms, such as ['operations@example.com']",
    );
  });

  it.each<[Partial<Environment>, string]>([
    [{ account: '1111-2222' }, "account is '1111-2222', and not 12 digits"],
    [{ adminEmail: 'owner' }, "adminEmail is 'owner', and not an e-mail address"],
    [{ alarmEmails: [] }, 'alarmEmails is empty: nobody would get an alarm'],
    [{ alarmEmails: ['me'] }, "alarmEmails has 'me', which is not an e-mail address"],
    [{ mail: { ...owned.mail, from: 'shop' } }, "mail.from is 'shop', and not an e-mail address"],
    [{ mail: { ...owned.mail, host: 'smtp://x' } }, "mail.host is 'smtp://x', and not the name of a host"],
    [{ mail: { ...owned.mail, port: 0 } }, 'mail.port is 0, and not a port'],
    [
      { mail: { ...owned.mail, secretName: 'my secret' } },
      "mail.secretName is 'my secret', and not the name of a secret",
    ],
  ])('refuse %j', (change, message) => {
    expect(refusal(production, { ...owned, ...change })).toBe(`stack/environments/production.ts: ${message}`);
  });

  it.each([
    [
      { environment: 'prod' },
      'Context environment is "prod": give one of local, small, staging, production, as -c environment=...',
    ],
    [
      { ...production, tasks: 'some' },
      'Context tasks is "some": give -c tasks=none for a first deployment, or leave it out',
    ],
    [{ imageTag: 7 }, 'Context imageTag is 7: set it as text, -c imageTag=...'],
    [
      { environment: 'production' },
      'Context imageTag is missing: give the tag or the digest of the image to run, such as -c imageTag=3f2a1b9',
    ],
    [
      { environment: 'production', imageTag: 'latest' },
      'Context imageTag is "latest", which is another image after the next push: give the tag of one commit, or a digest',
    ],
    [
      { ...production, oneOffImageTag: 'a b' },
      'Context oneOffImageTag is "a b", and neither a tag nor a digest (sha256:...)',
    ],
    [
      { ...production, draft: 'yes' },
      'Context draft is "yes": give -c draft=true to read a definition whose settings are not complete, or leave it out',
    ],
  ])('refuse %j, naming the key and the value', (context, message) => {
    expect(refusal(context)).toBe(message);
  });

  it.each(['region', 'domainName', 'hostedZoneId', 'adminEmail', 'alarmEmail'])(
    'take no %s from the command line, where it could be forgotten the next time',
    (key) => {
      expect(refusal({ ...production, [key]: 'x' })).toBe(
        `Context ${key} is "x", but a setting has to be the same in each deployment: set it in stack/environments/production.ts`,
      );
    },
  );

  it('cannot stop the services of an environment that is in service', () => {
    const first = { ...production, tasks: 'none' };
    expect(refusal(first, { ...owned, isInService: true })).toBe(
      'Context tasks is "none", which would stop the services, but production is in service. ' +
        'Leave it out. (isInService in stack/environments/production.ts says so.)',
    );
    expect(read(first)).toMatchObject({ runsTasks: false, web: { min: 0, max: 10 }, worker: { min: 0 } });
  });

  it('of a store that is in service are never those of a draft', () => {
    expect(() => read({ environment: 'production', draft: 'true' }, { isInService: true })).toThrow(
      'Context draft is "true", but production is in service (isInService in stack/environments/production.ts)',
    );
  });

  it('of a store that is in service can be read without an image, and are those that it has', () => {
    const inService = { ...owned, isInService: true };
    const { imageTag, ...asRead } = read({ environment: 'production', draft: 'read' }, inService);
    const { imageTag: _, ...deployed } = read(production, inService);
    expect(imageTag).toBe('latest');
    expect({ ...asRead, oneOffImageTag: '' }).toEqual({ ...deployed, oneOffImageTag: '' });
    expect(asRead.isProtectedFromDeletion).toBe(true);
  });

  it('of a store that is not in service are read as those of a draft', () => {
    expect(read({ environment: 'production', draft: 'read' }, {})).toEqual(
      read({ environment: 'production', draft: 'true' }, {}),
    );
  });

  it('of a draft need neither an owner nor an image', () => {
    const { account, ...draft } = read({ environment: 'production', draft: 'true' }, {});
    expect(account).toBeUndefined();
    expect(draft).toMatchObject({ imageTag: 'latest', isInService: true, isProtectedFromDeletion: true });
    expect(draft.mail.host).toBe('email-smtp.ap-southeast-1.amazonaws.com');
  });
});
