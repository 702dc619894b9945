import { runK6 } from '../k6/run-k6.ts';

/** Runs the k6 at the first argument with the script at the second, for a test that kills this process. */
const [path = '', entry = ''] = process.argv.slice(2);
await runK6({
  k6: { path, version: '1.1.0' },
  entry,
  environment: process.env,
  variables: {},
  windowMs: 1_000,
}).ended;
