import { playFaults } from './faults';

jest.setTimeout(30 * 60_000);

playFaults(10_000);
