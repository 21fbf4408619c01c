import type { IExecuteFunctions } from 'n8n-workflow';

import type { Session } from '../../../transport/account/session';
import type { PelcroOperation, PelcroResource } from '../../shared/types';
import type { KeyLookup } from '../records/keyLookup';
import type { RecordReads } from '../records/bulk/recordReads';
import type { ItemEnds } from './itemEnds';
import type { KeyedQueue } from './keyedQueue';
import type { Savings } from './savings';

/** What the items of one run share. */
export interface Run {
	context: IExecuteFunctions;
	session: Session;
	resource: PelcroResource;
	operation: PelcroOperation;
	/** Writes that concern the same record go one after the other, in the order of the items. */
	writes: KeyedQueue;
	ends: ItemEnds;
	lookup: KeyLookup;
	/** Records that are read by their ID. */
	reads: RecordReads;
	savings: Savings;
	/** What came up on the way that the user should know. */
	notes: RunNotes;
}

export interface RunNotes {
	/** Whether an amount went out with its unit in its name, since nobody knew its currency. */
	unknownCurrency: boolean;
	/** Of fields whose expressions gave nothing, so that their attributes stayed: in how many items, by label. */
	leftAlone: Map<string, number>;
}

export function noNotes(): RunNotes {
	return { unknownCurrency: false, leftAlone: new Map() };
}
