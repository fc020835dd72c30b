import { beforeEach, describe, expect, it } from 'vitest';
import type { OfflineRequest } from '../contract/offline-messages';
import { registerServiceWorker, type OfflineEnvironment } from './register-service-worker';

class FakeWorker extends EventTarget {
  state: ServiceWorkerState = 'activated';
  readonly received: OfflineRequest['type'][] = [];

  postMessage(request: OfflineRequest, [port]: MessagePort[] = []): void {
    this.received.push(request.type);
    port?.postMessage({ kept: true });
  }
}

class FakeRegistration extends EventTarget {
  waiting: FakeWorker | null = null;
  installing: FakeWorker | null = null;
  readonly active = new FakeWorker();
  checks = 0;

  update(): Promise<void> {
    this.checks += 1;
    return Promise.reject(new TypeError('offline'));
  }

  install(): FakeWorker {
    const worker = new FakeWorker();
    this.installing = worker;
    this.dispatchEvent(new Event('updatefound'));
    worker.state = 'installed';
    worker.dispatchEvent(new Event('statechange'));
    return worker;
  }
}

class FakeContainer extends EventTarget {
  controller: FakeWorker | null = null;
  readonly registration = new FakeRegistration();
  readonly ready = Promise.resolve(this.registration);
  register = (): Promise<FakeRegistration> => Promise.resolve(this.registration);

  takeOver(): void {
    this.controller = new FakeWorker();
    this.dispatchEvent(new Event('controllerchange'));
  }
}

let container: FakeContainer;
let tab: Map<string, string>;
let reloads: number;
let isolated: boolean;
let busy: boolean;
let offers: (() => void)[];
/** Lets what waits for rest go on. */
let rest: (() => void)[];
let shown: (() => void)[];
let nowMs: number;
let offlineReady: number;

function visit(): Promise<void> {
  const environment: OfflineEnvironment = {
    container: container as unknown as ServiceWorkerContainer,
    serviceWorkerUrl: 'https://tabscribe.test/app/service-worker.js',
    isIsolated: () => isolated,
    tabStorage: () => ({
      getItem: (key) => tab.get(key) ?? null,
      setItem: (key, value) => void tab.set(key, value),
    }),
    reload: () => {
      reloads += 1;
    },
    onShown: (listener) => shown.push(listener),
    nowMs: () => nowMs,
  };
  return registerServiceWorker(
    {
      isBusy: () => busy,
      atRest: () => new Promise((resolve) => rest.push(resolve)),
      onUpdateReady: (apply) => offers.push(apply),
      onOfflineReady: () => {
        offlineReady += 1;
      },
    },
    environment,
  );
}

beforeEach(() => {
  container = new FakeContainer();
  tab = new Map();
  reloads = 0;
  isolated = false;
  busy = false;
  offers = [];
  rest = [];
  shown = [];
  nowMs = 0;
  offlineReady = 0;
});

describe('the first visit', () => {
  it('reloads once when control brings isolation, never in a loop', async () => {
    await visit();
    container.takeOver();
    expect(reloads).toBe(1);
    container = new FakeContainer();
    await visit();
    container.takeOver();
    expect(reloads).toBe(1);
  });

  it.each([
    ['the host sends the headers', () => (isolated = true)],
    ['a stream is running', () => (busy = true)],
  ])('does not reload when %s', async (_, arrange) => {
    arrange();
    await visit();
    container.takeOver();
    expect(reloads).toBe(0);
  });

  it('keeps the runtime and says when offline use is possible', async () => {
    await visit();
    expect(container.registration.active.received).toEqual(['keep-runtime']);
    expect(offlineReady).toBe(1);
  });

  it('is no update', async () => {
    await visit();
    container.registration.install();
    expect(offers).toHaveLength(0);
  });

  it('goes on without a service worker that cannot be had', async () => {
    container.register = () => Promise.reject(new DOMException('blocked', 'SecurityError'));
    await visit();
    expect(offlineReady).toBe(0);
  });
});

describe('an update', () => {
  beforeEach(() => {
    container.controller = new FakeWorker();
    isolated = true;
  });

  it('has its runtime on the device, then waits to be applied, then for rest, then reloads', async () => {
    await visit();
    const waiting = container.registration.install();
    await expect.poll(() => offers.length).toBe(1);
    expect(waiting.received).toEqual(['keep-runtime']);
    offers[0]?.();
    await settled();
    expect(waiting.received).toEqual(['keep-runtime']);
    rest[0]?.();
    await settled();
    expect(waiting.received).toEqual(['keep-runtime', 'skip-waiting']);
    container.takeOver();
    expect(reloads).toBe(1);
  });

  it('that was accepted does not break what began in the same moment', async () => {
    await visit();
    container.registration.install();
    await expect.poll(() => offers.length).toBe(1);
    offers[0]?.();
    rest[0]?.();
    await settled();
    busy = true;
    container.takeOver();
    expect(reloads).toBe(0);
    rest[1]?.();
    await settled();
    expect(reloads).toBe(1);
  });

  it('that was already waiting is offered too', async () => {
    container.registration.waiting = new FakeWorker();
    await visit();
    await expect.poll(() => offers.length).toBe(1);
  });

  it('applied in another tab does not break a running stream', async () => {
    await visit();
    busy = true;
    container.takeOver();
    expect(reloads).toBe(0);
    offers[0]?.();
    rest[0]?.();
    await settled();
    expect(reloads).toBe(1);
  });

  it('is looked for when a page that was long open comes into view', async () => {
    await visit();
    shown[0]?.();
    expect(container.registration.checks).toBe(0);
    nowMs += 3_600_000;
    shown[0]?.();
    shown[0]?.();
    expect(container.registration.checks).toBe(1);
  });
});

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
