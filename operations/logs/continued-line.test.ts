import { expect, test } from 'vitest';
import { looksContinued } from './continued-line.ts';

test.each([
  '    at Object.<anonymous> (/app/index.js:1:7)',
  '\tat java.lang.Thread.run(Thread.java:1)',
  'at main (index.js:1)',
  "\tfrom bin/rails:4:in `<main>'",
  "/app/models/cart.rb:7:in 'Cart#total'",
  "[0f3c] app/models/cart.rb:7:in 'total'",
  '[0f3c]   app/views/carts/show.html.erb:3',
  '  File "app.py", line 3, in <module>',
  'Caused by: java.io.IOException',
  '... 12 more',
  '}',
  '',
  '\u001b[31m  in red\u001b[0m',
])('%j looks like a part of the message above it', (text) => {
  expect(looksContinued(text)).toBe(true);
});

test.each(['GET /', '{"status":200}', '[0f3c] Completed 200 OK', 'attached', 'fromage', 'ready'])(
  '%j looks like a message of its own',
  (text) => {
    expect(looksContinued(text)).toBe(false);
  },
);
