import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Tests wait for conditions; the limit is only there to end a test that waits in vain.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Runs of real workers beside each other would fight for two cores.
    maxWorkers: 2,
  },
});
