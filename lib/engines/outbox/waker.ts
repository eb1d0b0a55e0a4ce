/** Waits that end early. A wake while nobody waits ends the next wait at once, so that none is missed. */
export function createWaker() {
  let isAwake = false;
  let end: (() => void) | undefined;
  return {
    wake(): void {
      isAwake = true;
      end?.();
    },
    async wait(ms: number): Promise<void> {
      if (!isAwake) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          end = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      end = undefined;
      isAwake = false;
    },
  };
}
