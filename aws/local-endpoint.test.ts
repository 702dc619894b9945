import { describe, expect, it } from 'vitest';
import { assertLocalEndpoint } from './local-endpoint.ts';

describe('the guard of local endpoints', () => {
  it.each(['http://127.0.0.1:4566', 'http://127.8.9.1', 'http://localhost:4566/', 'http://[::1]:4566'])(
    'lets %s pass',
    (endpoint) => {
      expect(assertLocalEndpoint(endpoint).href).toBe(new URL(endpoint).href);
    },
  );

  it.each([
    'https://ecs.ap-southeast-1.amazonaws.com',
    'http://localhost.localstack.cloud:4566',
    'http://127.0.0.1.example.com',
    'http://localhost@example.com',
    'http://10.0.0.1:4566',
    'ftp://127.0.0.1',
    '127.0.0.1:4566',
    '',
  ])('refuses "%s" and names it', (endpoint) => {
    expect(() => assertLocalEndpoint(endpoint)).toThrow(
      expect.objectContaining({
        code: 'ENDPOINT_NOT_LOCAL',
        message: expect.stringContaining(`"${endpoint}"`),
      }),
    );
  });

  it('lets a host of the compose network pass only where it is named', () => {
    expect(assertLocalEndpoint('http://localstack:4566', ['localstack']).host).toBe('localstack:4566');
    expect(() => assertLocalEndpoint('http://localstack:4566')).toThrow('localstack');
  });
});
