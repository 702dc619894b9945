import { MinioContainer } from '@testcontainers/minio';
import { PostgreSqlContainer } from '@testcontainers/postgresql';
import { RedisContainer } from '@testcontainers/redis';
import { GenericContainer } from 'testcontainers';

/** Bindings of exposed ports on loopback, each to a free port; Testcontainers itself publishes on every interface. */
function onLoopback(exposed: Readonly<Record<string, unknown>> = {}) {
  return Object.fromEntries(
    Object.keys(exposed).map((port) => [port, [{ HostIp: '127.0.0.1', HostPort: '0' }]]),
  );
}

/** Any container, published on loopback only. */
export class LoopbackContainer extends GenericContainer {
  protected override async beforeContainerCreated(): Promise<void> {
    this.hostConfig.PortBindings = onLoopback(this.createOpts.ExposedPorts);
  }
}

/** PostgreSQL as its module starts it, published on loopback only. */
export class LoopbackPostgres extends PostgreSqlContainer {
  protected override async beforeContainerCreated(): Promise<void> {
    this.hostConfig.PortBindings = onLoopback(this.createOpts.ExposedPorts);
  }
}

/** Redis as its module starts it, published on loopback only. */
export class LoopbackRedis extends RedisContainer {
  protected override async beforeContainerCreated(): Promise<void> {
    this.hostConfig.PortBindings = onLoopback(this.createOpts.ExposedPorts);
  }
}

/** An S3 server as MinIO's module starts MinIO, published on loopback only. */
export class LoopbackS3 extends MinioContainer {
  protected override async beforeContainerCreated(): Promise<void> {
    this.hostConfig.PortBindings = onLoopback(this.createOpts.ExposedPorts);
  }
}
