import { describe, expect, it } from 'vitest';
import { countsOf } from './junit';

describe('countsOf', () => {
  it('adds up the suites, not the total above them', () => {
    const report = `<?xml version="1.0"?>
      <testsuites name="all" tests="7" failures="1" errors="1">
        <testsuite name="a" tests="4" failures="1" errors="0" skipped="1" time="1.2"><testcase/></testsuite>
        <testsuite name="b &gt; c" errors="1" failures="0" tests="3" skipped="0"></testsuite>
      </testsuites>`;
    expect(countsOf(report)).toEqual({ passed: 4, failed: 2 });
  });

  it('finds nothing in an empty report', () => {
    expect(countsOf('<testsuites></testsuites>')).toEqual({ passed: 0, failed: 0 });
  });
});
