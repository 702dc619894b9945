import { z } from 'zod';

/** What becomes of a changed file; the words are those of Compose's `develop.watch`. */
export const watchActions = ['sync', 'sync+exec', 'sync+restart', 'sync+migrate', 'rebuild'] as const;

const allowed = {
  list: 'a list, such as [{ path: app, action: sync }]',
  rule: 'settings: path, action, target, ignore, exec, services, check',
  path: 'a file or folder below that of the Dockerfile, such as app or config/routes.rb, without . and ..',
  action: `one of ${watchActions.join(', ')}`,
  target: 'an absolute path in the container, such as /app/lib',
  ignore: 'a list of patterns as in a .dockerignore, below the path',
  words:
    'a list of words, such as [bin/rails, "tailwindcss:build"]; what needs a shell is [/bin/sh, -c, "..."]',
  services: 'a list of names, such as [web]',
  check: 'a list of words, to which the changed files are added, or none',
};

const texts = (error: string) => z.array(z.string({ error }).min(1, { error }), { error }).min(1, { error });
const words = (error: string) =>
  z.array(z.union([z.string(), z.number()]).transform(String), { error }).min(1, { error });

/** `.`, `..`, an absolute path and empty parts would leave the folder, or be the same path by another name. */
const relativePath = /^(?!\.{1,2}(\/|$))[^/]+(\/(?!\.{1,2}(\/|$))[^/]+)*$/;

const rule = z
  .strictObject(
    {
      /** A file or folder below the folder of the Dockerfile, with slashes. */
      path: z
        .string({ error: allowed.path })
        .transform((path) => path.replace(/\/+$/, ''))
        .pipe(z.string().regex(relativePath, { error: allowed.path })),
      action: z.enum(watchActions, { error: allowed.action }),
      /** Where the image has it; absent where that is the same path below its working directory. */
      target: z
        .string({ error: allowed.target })
        .regex(/^\/(?!.*\/\.{1,2}(\/|$))[^:]+$/, { error: allowed.target })
        .exactOptional(),
      /** Paths below it that are left out, as in a `.dockerignore`. */
      ignore: texts(allowed.ignore).exactOptional(),
      /** What `sync+exec` runs in each task. */
      exec: words(allowed.words).exactOptional(),
      /** Services that `exec` runs in, or that are restarted, by the ends of their names; all where it is absent. */
      services: texts(allowed.services).exactOptional(),
      /** A command that is given the changed files and refuses them by its exit code; `none`: nothing checks them. */
      check: z.union([z.literal('none'), words(allowed.check)], { error: allowed.check }).exactOptional(),
    },
    {
      error: ({ code }) =>
        code === 'unrecognized_keys' ? allowed.rule.replace('settings: ', '') : allowed.rule,
    },
  )
  .superRefine(({ action, exec, services }, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (action === 'sync+exec' && exec === undefined) fault('exec', allowed.words);
    if (action !== 'sync+exec' && exec !== undefined) fault('action', 'sync+exec, which alone runs exec');
    const hasServices = action === 'sync+exec' || action === 'sync+restart';
    if (services !== undefined && !hasServices)
      fault('action', 'sync+exec or sync+restart, which alone have services');
  });

/** How running tasks get code that changes: `watch` in the file of an application. */
export const watchSettings = z.array(rule, { error: allowed.list }).superRefine((rules, context) => {
  for (const [index, { path, target }] of rules.entries()) {
    const others = rules.filter((_, other) => other !== index);
    const isTwice = rules.findIndex((other) => other.path === path) < index;
    if (isTwice) context.addIssue({ code: 'custom', path: [index, 'path'], message: 'each path once' });
    const outer = others.find((other) => other.action !== 'rebuild' && path.startsWith(`${other.path}/`));
    if (target !== undefined && outer !== undefined) {
      const message = `no target: it goes where ${outer.path} goes, of which it is a part`;
      context.addIssue({ code: 'custom', path: [index, 'target'], message });
    }
  }
});

/** What is done when a file of a path changes. */
export type WatchRule = z.infer<typeof rule>;

export type WatchSettings = readonly WatchRule[];
