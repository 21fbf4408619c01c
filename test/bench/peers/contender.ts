import type { Dialect } from './faultServer';

/** What a contender's job came to; a throw is a failure. */
export interface Contender {
	name: string;
	dialect: Dialect;
	/** Makes one record, as its users do. */
	create: () => Promise<unknown>;
	/** Whether what the job gave is the whole record, where that can be told. */
	isWhole?: (given: unknown) => boolean;
	/** Reads a list whole; undefined where the contender has none. */
	list?: () => Promise<unknown[]>;
}
