import { expect, test } from 'vitest';
import { putsStoreOnto, restoreRequest } from './restore-request.ts';

const now = new Date('2027-01-15T12:00:00Z');

test.each([
  [{ at: 'latest' }, { kind: 'restore', to: { kind: 'latest' }, swaps: false }],
  [
    { at: '2027-01-15T10:00:00.5+02:00', swap: true },
    { kind: 'restore', to: { kind: 'time', at: new Date('2027-01-15T08:00:00.500Z') }, swaps: true },
  ],
  [{ snapshot: 'kept' }, { kind: 'restore', to: { kind: 'snapshot', snapshot: 'kept' }, swaps: false }],
  [{ use: 'restored' }, { kind: 'use', identifier: 'restored' }],
])('the options %j ask for %j', (options, request) => {
  expect(restoreRequest(options, now)).toEqual(request);
});

test.each([
  [{}, 'needs one of --at, --snapshot and --use'],
  [{ at: 'latest', snapshot: 'kept' }, 'needs one of'],
  [{ use: 'restored', swap: true }, 'by itself'],
  [{ at: '2027-01-15T10:00:00' }, 'with its zone'],
  [{ at: 'yesterday' }, 'with its zone'],
  [{ at: '2027-13-15T10:00:00Z' }, 'with its zone'],
  [{ at: '2027-01-15T13:00:00Z' }, 'not be in the future'],
])('the options %j are refused', (options, message) => {
  expect(() => restoreRequest(options, now)).toThrow(message);
});

test.each([
  [{ at: 'latest' }, false],
  [{ snapshot: 'kept', swap: true }, true],
  [{ use: 'restored' }, true],
])('the options %j put the store onto another database: %s', (options, does) => {
  expect(putsStoreOnto(restoreRequest(options, now))).toBe(does);
});
