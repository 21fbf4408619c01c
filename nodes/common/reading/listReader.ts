import type { IDataObject } from 'n8n-workflow';

import type { Page } from '../../transport/lists/envelope';

/** A list at Pelcro, as the trigger reads it. */
export interface ListReader {
	/** Reads one page. @param order by ID, newest first, where the list sorts; else as it comes */
	page: (number: number, size: number) => Promise<Pick<Page, 'records' | 'lastPage' | 'hasNext'>>;
	/** Reads all records; not more than a bound. @throws TooManyRecordsError */
	all: () => Promise<IDataObject[]>;
	/** Whether a record exists; undefined where Pelcro has no call to tell. */
	exists: ((id: string) => Promise<boolean>) | undefined;
	/** Whether `page` gives the newest first. */
	newestFirst: boolean;
}

/** The list is too long for what the trigger does with it. */
export class TooManyRecordsError extends Error {
	constructor(readonly most: number) {
		super(`The list has more than ${most} records`);
		this.name = 'TooManyRecordsError';
	}
}
