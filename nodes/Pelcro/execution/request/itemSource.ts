import type { IExecuteFunctions } from 'n8n-workflow';

import type { PelcroOperation } from '../../shared/types';
import type { ReadField } from './buildRequest';
import { fieldReader } from './fieldReader';
import { readOptions, type RequestOptions } from './options';

/** What one item's fields hold, before anything is made of it. */
export interface ItemSource {
	itemIndex: number;
	options: RequestOptions;
	read: ReadField;
	/** Records that the item chose by a key, and that were looked up. */
	lookUps?: number;
}

/** Whose items are read, for which operation. */
interface ItemOrigin {
	context: IExecuteFunctions;
	operation: PelcroOperation;
}

/**
 * Begins to read the item.
 *
 * @throws as readOptions
 */
export function readItem({ context, operation }: ItemOrigin, itemIndex: number): ItemSource {
	const read = fieldReader(context, operation, itemIndex);
	return { itemIndex, options: readOptions(read('options')), read };
}
