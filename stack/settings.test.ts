import { describe, expect, it } from 'vitest';
import { readSettings, SettingError } from './settings.ts';

const read = (context: Readonly<Record<string, unknown>>) => readSettings((key) => context[key]);

function refusal(context: Readonly<Record<string, unknown>>): string {
  try {
    read(context);
  } catch (error) {
    if (error instanceof SettingError) return error.message;
    throw error;
  }
  return 'none';
}

describe('settings', () => {
  it('are those of the local environment where the context says nothing', () => {
    expect(read({})).toMatchObject({
      environment: 'local',
      prefix: 'spree-local',
      region: 'ap-southeast-1',
      account: '000000000000',
      imageTag: 'latest',
      adminEmail: 'admin@example.com',
      runsTasks: true,
    });
  });

  it('take the rest from the context', () => {
    const context = {
      environment: 'staging',
      region: 'eu-west-1',
      imageTag: '3f2a1b',
      adminEmail: 'owner@example.com',
      alarmEmail: 'ops@example.com',
      domainName: 'shop.example.com',
      hostedZoneId: 'Z1',
    };
    expect(read(context)).toMatchObject({
      environment: 'staging',
      region: 'eu-west-1',
      imageTag: '3f2a1b',
      adminEmail: 'owner@example.com',
      alarmEmail: 'ops@example.com',
      domain: { name: 'shop.example.com', hostedZoneId: 'Z1' },
    });
  });

  it.each([
    [
      { environment: 'prod' },
      'Context environment is "prod": give -c environment=local, staging or production',
    ],
    [
      { environment: 'staging', domainName: 'shop.example.com' },
      'Context domainName is "shop.example.com" and hostedZoneId "": give both or neither',
    ],
    [
      { tasks: 'some' },
      'Context tasks is "some": give -c tasks=none for a first deployment, or leave it out',
    ],
    [{ imageTag: 7 }, 'Context imageTag is 7: set it as text, -c imageTag=...'],
  ])('refuse %j, naming the key and the value', (context, message) => {
    expect(refusal(context)).toBe(message);
  });
});
