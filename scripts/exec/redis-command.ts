/**
 * redis-cli in the container of Redis. The script there takes the token from a file, so that it is in no argument, and speaks TLS
 * where the server does.
 */
export function redisCommand(args: readonly string[]): readonly string[] {
  return ['sh', '/data-stores/redis/cli.sh', ...args];
}
