import { playOnceKeys } from './onceKey';

jest.setTimeout(60_000);

playOnceKeys(true);
