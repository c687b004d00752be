import { expect, test } from 'vitest';
import { RunForecast } from '../../src/stages/iterators/run-forecast.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

test('a run with hours ahead is announced once', () => {
  const forecast = new RunForecast(3000, 3000);
  expect(forecast.update(5 * SECOND, true)).toBeUndefined();
  expect(forecast.update(11 * SECOND, true)).toBeUndefined();
  expect(forecast.update(18 * SECOND, true)).toMatchObject({
    code: 'ZZ4416',
    severity: 'warning',
    message: 'the run will take about 5 hours more: 3 of 3000 layers took 18 seconds',
  });
  expect(forecast.update(24 * SECOND, true)).toBeUndefined();
});

test('a run that is nearly over is not, however long it took', () => {
  const forecast = new RunForecast(52, 52);
  for (let layer = 1; layer <= 48; layer++) expect(forecast.update(layer * 30 * SECOND, true)).toBeUndefined();
});

test('layers that equal earlier ones take no time', () => {
  const forecast = new RunForecast(3000, 5);
  for (let layer = 1; layer <= 4; layer++) expect(forecast.update(layer * MINUTE, true)).toBeUndefined();
  expect(forecast.update(4 * MINUTE, false)).toBeUndefined();
});

test('one slow layer says nothing about the others', () => {
  const forecast = new RunForecast(100, 100);
  expect(forecast.update(10 * MINUTE, true)).toBeUndefined();
  for (let layer = 1; layer < 10; layer++) expect(forecast.update((600 + layer) * SECOND, true)).toBeUndefined();
});
