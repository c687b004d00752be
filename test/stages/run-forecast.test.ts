import { expect, test } from 'vitest';
import { RunForecast } from '../../src/stages/iterators/run-forecast.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

test('a run with hours ahead is announced once', () => {
  const forecast = new RunForecast();
  expect(forecast.update(5 * SECOND, 1, 3000)).toBeUndefined();
  expect(forecast.update(12 * SECOND, 2, 3000)).toMatchObject({
    code: 'ZZ4416',
    severity: 'warning',
    message: 'the run will take about 5 hours more: 2 of 3000 layers took 12 seconds',
  });
  expect(forecast.update(18 * SECOND, 3, 3000)).toBeUndefined();
});

test('a run that is nearly over is not, however long it took', () => {
  const forecast = new RunForecast();
  expect(forecast.update(10 * MINUTE, 20, 52)).toBeUndefined();
  expect(forecast.update(300 * MINUTE, 48, 52)).toBeUndefined();
  expect(forecast.update(300 * MINUTE, 30, 52)?.message).toContain('about 4 hours more: 30 of 52 layers took 5 hours');
});
