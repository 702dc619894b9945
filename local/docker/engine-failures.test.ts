import { describe, expect, it } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { engineFailure, unlessStatus } from './engine-failures.ts';

function answer(statusCode: number, message: string): Error {
  return Object.assign(new Error('as the library words it'), { statusCode, json: { message } });
}

const told = (error: Error) =>
  error instanceof Failure ? { code: error.code, message: error.message } : error.message;

describe('engineFailure', () => {
  it('goes by the status of the response', () => {
    expect([404, 409, 500].map((status) => told(engineFailure('do it', answer(status, 'no'))))).toEqual([
      { code: 'ENGINE_NOT_FOUND', message: 'The engine could not do it: no' },
      { code: 'ENGINE_CONFLICT', message: 'The engine could not do it: no' },
      { code: 'ENGINE_ERROR', message: 'The engine could not do it: no' },
    ]);
  });

  it('goes by the code of a failed connection', () => {
    const lost = (code: string) => told(engineFailure('do it', Object.assign(new Error('x'), { code })));
    expect([lost('ENOENT'), lost('EACCES')]).toEqual([
      { code: 'ENGINE_UNREACHABLE', message: 'The container engine does not respond (ENOENT).' },
      { code: 'ENGINE_UNREACHABLE', message: 'The container engine does not respond (EACCES).' },
    ]);
  });

  it('leaves failures and aborts as they are', () => {
    const failure = new Failure('X', 'x');
    const abort = new DOMException('stop', 'AbortError');
    expect([engineFailure('do it', failure), engineFailure('do it', abort)]).toEqual([failure, abort]);
  });
});

describe('unlessStatus', () => {
  it('accepts an expected status as a response', async () => {
    const call = () => Promise.reject(answer(404, 'no'));
    expect(await unlessStatus([404], 'nothing', 'do it', call)).toBe('nothing');
    await expect(unlessStatus([304], 'nothing', 'do it', call)).rejects.toThrow(
      'The engine could not do it: no',
    );
  });
});
