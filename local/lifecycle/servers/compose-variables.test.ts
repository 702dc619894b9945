import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ComposeSettings, composeVariables, s3ServerOf } from './compose-variables.ts';

const settings: ComposeSettings = {
  environment: { name: 'shop', checkout: '/work/shop', stateFolder: '/state/shop', labels: {} },
  images: {
    postgres: 'postgres:1',
    redis: 'redis:1',
    s3: 's3:1',
    localstack: 'localstack:1',
    node: 'node:1',
    haproxy: 'haproxy:1',
    nginx: 'nginx:1',
    mail: 'mail:1',
    registry: 'registry:1',
  },
  ports: {
    https: 1,
    http: 2,
    loadBalancer: 3,
    aws: 4,
    postgres: 5,
    postgresReplica: 6,
    redis: 7,
    s3: 8,
    mail: 9,
  },
  s3Server: 'minio',
  scannerImage: 'scanner:1',
  region: 'ap-southeast-1',
  dockerSocket: '/var/run/docker.sock',
  timeScale: 10,
  longestGraceSeconds: 20,
  toolkitDigest: 'abc',
  postgresDigest: 'p1',
  redisDigest: 'r1',
  mailDigest: 'm1',
  leftOut: new Set(),
  loadBalancerContainerPort: 80,
};

test('the compose file gets every setting', () => {
  expect(composeVariables(settings)).toEqual({
    ENVIRONMENT_NAME: 'shop',
    CHECKOUT: '/work/shop',
    STATE_FOLDER: '/state/shop',
    DOCKER_SOCKET: '/var/run/docker.sock',
    TOOLKIT_DIGEST: 'abc',
    AWS_LOCAL_REGION: 'ap-southeast-1',
    TIME_SCALE: '10',
    LONGEST_GRACE_SECONDS: '20',
    POSTGRES_REPLICA_CONTAINERS: '1',
    REDIS_CONTAINERS: '1',
    LEFT_OUT_SERVICES: '',
    POSTGRES_IMAGE: 'postgres:1',
    POSTGRES_DIGEST: 'p1',
    REDIS_DIGEST: 'r1',
    REDIS_IMAGE: 'redis:1',
    S3_IMAGE: 's3:1',
    S3_SERVER: 'minio',
    S3_COMMAND: 'server /data --address :9000',
    S3_HEALTH_COMMAND: 'curl -fsS http://127.0.0.1:9000/minio/health/live || mc ready local',
    LOCALSTACK_IMAGE: 'localstack:1',
    NODE_IMAGE: 'node:1',
    HAPROXY_IMAGE: 'haproxy:1',
    NGINX_IMAGE: 'nginx:1',
    MAIL_IMAGE: 'mail:1',
    REGISTRY_IMAGE: 'registry:1',
    SCANNER_IMAGE: 'scanner:1',
    MAIL_DIGEST: 'm1',
    PORT_HTTPS: '1',
    PORT_HTTP: '2',
    PORT_LOAD_BALANCER: '3',
    LOAD_BALANCER_CONTAINER_PORT: '80',
    PORT_AWS: '4',
    PORT_POSTGRES: '5',
    PORT_POSTGRES_REPLICA: '6',
    PORT_REDIS: '7',
    PORT_S3: '8',
    PORT_MAIL: '9',
  });
});

test('the other S3 server is started and asked in its own way', () => {
  expect(composeVariables({ ...settings, s3Server: 'versitygw' })).toMatchObject({
    S3_SERVER: 'versitygw',
    S3_COMMAND: '--port :9000 --iam-dir /accounts --health /health posix --versioning-dir /versions /data',
    S3_HEALTH_COMMAND: 'curl -fsS http://127.0.0.1:9000/health',
  });
});

test('the compose file asks for these variables and no others', async () => {
  const file = await readFile(join(import.meta.dirname, '../../../docker-compose.yml'), 'utf8');
  const asked = new Set([...file.matchAll(/(?<!\$)\$\{([A-Z0-9_]+)/g)].map(([, name]) => name));
  expect([...asked].toSorted()).toEqual(Object.keys(composeVariables(settings)).toSorted());
});

test.each([
  ['quay.io/minio/minio:RELEASE', 'RELEASE', 'minio'],
  ['spree-parity/s3:1', 'versitygw v1.8.0', 'versitygw'],
  ['versity/versitygw:v1', 'given', 'versitygw'],
  ['my-s3:1', 'given', 'minio'],
])('%s, version %s, is %s', (image, version, server) => {
  expect(s3ServerOf({ name: 's3', image, source: 'given', version })).toBe(server);
});
