/**
 * Resolves in a task of its own, behind every message that is already waiting: frames and calls get their
 * turn first. A timer would be stretched to a second in a background tab.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
