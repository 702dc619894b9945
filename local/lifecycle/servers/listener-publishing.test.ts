import { expect, test } from 'vitest';
import type { ListenerEndpoint } from '../../environment/listener-endpoints.ts';
import { listenerPublishing } from './listener-publishing.ts';

const main: ListenerEndpoint = {
  logicalId: 'Http',
  loadBalancer: 'shop',
  dnsName: 'load-balancer',
  protocol: 'HTTP',
  port: 80,
  containerPort: 80,
  hostPort: 8081,
};

test('further listeners are published and further load balancers have a name in the network', () => {
  const https: ListenerEndpoint = {
    ...main,
    logicalId: 'Https',
    protocol: 'HTTPS',
    port: 443,
    containerPort: 443,
    hostPort: 8100,
  };
  const admin = {
    ...main,
    logicalId: 'Admin',
    dnsName: 'admin.load-balancer',
    containerPort: 20_000,
    hostPort: 8101,
  };
  expect(listenerPublishing([main, https, admin])).toEqual({
    services: {
      'load-balancer': {
        ports: ['127.0.0.1:8100:443', '127.0.0.1:8101:20000'],
        networks: { default: { aliases: ['admin.load-balancer'] } },
      },
    },
  });
});

test('one listener needs nothing beside the compose file', () => {
  expect(listenerPublishing([main]).services['load-balancer']).toEqual({
    ports: [],
    networks: { default: { aliases: [] } },
  });
});
