import { playWriteOrder } from './writeOrder';

jest.setTimeout(10 * 60_000);

playWriteOrder(40);
