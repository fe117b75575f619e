import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Tests wait for conditions; the limit is only there to end a test that waits in vain.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // One more than two cores: many tests wait, for limits or for a terminal.
    maxWorkers: 3,
  },
});
