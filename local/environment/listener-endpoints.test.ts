import { expect, test } from 'vitest';
import {
  exampleListener,
  exampleLoadBalancer,
} from '../control-plane/load-balancer/testing/example-workload.ts';
import { chooseListenerEndpoints } from './listener-endpoints.ts';
import { listenerPorts } from './listener-ports.ts';
import { preferredPorts } from './local-environment.ts';

const shop = exampleLoadBalancer({
  name: 'shop',
  dnsName: 'load-balancer',
  listeners: [exampleListener({ logicalId: 'Https', port: 443, protocol: 'HTTPS' }), exampleListener()],
});
const admin = exampleLoadBalancer({
  logicalId: 'AdminAlb',
  name: 'admin',
  dnsName: 'admin.load-balancer',
  listeners: [
    exampleListener({ logicalId: 'AdminHttp' }),
    exampleListener({ logicalId: 'AdminOther', port: 8443 }),
  ],
});
const loadBalancers = [shop, admin];

test('each listener has its own port in the container, or one of its own where another has it', () => {
  const ports = listenerPorts(loadBalancers).map(({ listener, containerPort, isShared }) => [
    listener.logicalId,
    containerPort,
    isShared,
  ]);
  expect(ports).toEqual([
    ['Https', 443, false],
    ['Http', 80, true],
    ['AdminHttp', 20_000, true],
    ['AdminOther', 8443, false],
  ]);
});

test('the first listener on port 80 has the port of the load balancer, the others the next free ones', async () => {
  const endpoints = await chooseListenerEndpoints(
    { ports: preferredPorts, loadBalancers, before: [], held: new Set() },
    firstFree,
  );
  expect(endpoints.map(({ logicalId, hostPort }) => [logicalId, hostPort])).toEqual([
    ['Http', 8081],
    ['Https', 8100],
    ['AdminHttp', 8101],
    ['AdminOther', 8102],
  ]);
});

test('a listener keeps the port that its container has', async () => {
  const choice = { ports: preferredPorts, loadBalancers, before: [], held: new Set<number>() };
  const before = await chooseListenerEndpoints(choice, firstFree);
  const held = new Set(before.map(({ hostPort }) => hostPort));
  const again = await chooseListenerEndpoints({ ...choice, before, held }, () =>
    Promise.reject(new Error('asked')),
  );
  expect(again).toEqual(before);
});

test('without a listener nothing is published', async () => {
  const choice = { ports: preferredPorts, loadBalancers: [], before: [], held: new Set<number>() };
  expect(await chooseListenerEndpoints(choice, firstFree)).toEqual([]);
});

function firstFree(from: number, except: ReadonlySet<number>): Promise<number> {
  let port = from;
  while (except.has(port)) port += 1;
  return Promise.resolve(port);
}
