import { expect, test } from 'vitest';
import { withoutHealthChecks } from './health-check-lines.ts';

const check = [
  '[0f3a9b1c-1] Started GET "/up" for 172.20.0.9 at 2026-11-27',
  '[0f3a9b1c-1] Processing by Rails::HealthController#show as */*',
  '[0f3a9b1c-1] Completed 500 Internal Server Error in 1ms',
];

test('the requests of health checks are left out of what a task wrote, with all of their lines', () => {
  const other = ['Booting Puma', '[77aa88bb-2] Started GET "/upload" for 1.2.3.4', 'warning: disk is full'];
  const json = ['{"method":"GET","path":"/up","status":500}', '172.20.0.9 "GET /up HTTP/1.1" 500 -'];
  expect(withoutHealthChecks([...other, ...check, ...json], ['/up'])).toEqual(other);
});

test('an exception stays, as it may be why the check fails', () => {
  const raised = '[0f3a9b1c-1] ActiveRecord::NoDatabaseError (We could not find your database):';
  expect(withoutHealthChecks([...check, raised], ['/up'])).toEqual([raised]);
});

test('nothing is left out where no path is known', () => {
  expect(withoutHealthChecks(check, [])).toEqual(check);
});
