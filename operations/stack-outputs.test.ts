import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Failure } from '../failure/failure.ts';
import { outputsUnreadable } from './stack-outputs.ts';

const check = 'Check the credentials (aws sts get-caller-identity) and that spree-production is deployed.';

function said({ code, message, hint }: Failure) {
  return { code, message, hint };
}

describe('a stack whose outputs cannot be read', () => {
  it('is reported in the words of AWS', () => {
    const cause = new Error('Could not load credentials from any providers');
    expect(said(outputsUnreadable('spree-production', 'production', {}, cause))).toEqual({
      code: 'STACK_OUTPUTS_UNREADABLE',
      message: `The outputs of the stack spree-production cannot be read: ${cause.message}`,
      hint: check,
    });
  });

  it('names the endpoint that local:env left in the shell', () => {
    const variables = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' };
    const failure = outputsUnreadable(
      'spree-production',
      'production',
      variables,
      new Error('no such stack'),
    );
    expect(failure.hint).toBe(
      `To reach AWS, unset AWS_ENDPOINT_URL ('http://127.0.0.1:4566') and the other variables that local:env set. ${check}`,
    );
  });

  it('is one of a local environment that does not run where nothing listens', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:4566'), { code: 'ECONNREFUSED' });
    expect(said(outputsUnreadable('spree-local', 'local', {}, cause))).toEqual({
      code: 'ENVIRONMENT_NOT_RUNNING',
      message: `The local environment does not run: ${cause.message}`,
      hint: expect.stringContaining('local:up'),
    });
    expect(outputsUnreadable('spree-staging', 'staging', {}, cause).code).toBe('STACK_OUTPUTS_UNREADABLE');
  });

  it('names the outputs that another stack of that name does not have', () => {
    const cause = z.object({ ClusterName: z.string(), PrivateSubnets: z.string() }).safeParse({}).error;
    expect(outputsUnreadable('spree-local', 'local', {}, cause).message).toBe(
      'The outputs of the stack spree-local cannot be read: it has no ClusterName, PrivateSubnets',
    );
  });
});
