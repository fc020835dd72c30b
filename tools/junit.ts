/** How many tests of a suite ended how. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export const NO_COUNTS: Counts = { passed: 0, failed: 0 };

export function sum(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

function attribute(tag: string, name: string): number {
  return Number(new RegExp(`\\s${name}="(\\d+)"`, 'u').exec(tag)?.[1] ?? 0);
}

/**
 * Counts the tests in a JUnit report, the one format that vitest, Playwright and pytest all write. Skipped
 * tests count as neither.
 */
export function countsOf(report: string): Counts {
  const suites = report.match(/<testsuite\s[^>]*>/gu) ?? [];
  return suites.reduce<Counts>((counts, tag) => {
    const failed = attribute(tag, 'failures') + attribute(tag, 'errors');
    const passed = attribute(tag, 'tests') - failed - attribute(tag, 'skipped');
    return sum(counts, { passed, failed });
  }, NO_COUNTS);
}
