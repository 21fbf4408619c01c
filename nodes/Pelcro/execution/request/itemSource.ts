import type { IExecuteFunctions } from 'n8n-workflow';

import type { ReadField } from './buildRequest';
import { readOptions, type RequestOptions } from './options';

/** What one item's fields hold, before anything is made of it. */
export interface ItemSource {
	itemIndex: number;
	options: RequestOptions;
	read: ReadField;
}

/**
 * Begins to read the item.
 *
 * @throws as readOptions
 */
export function readItem(context: IExecuteFunctions, itemIndex: number): ItemSource {
	const read = fieldReader(context, itemIndex);
	return { itemIndex, options: readOptions(read('options')), read };
}

/** Reads each field at most once for an item, and only when it is asked for. */
function fieldReader(context: IExecuteFunctions, itemIndex: number): ReadField {
	const values = new Map<string, unknown>();
	return (name) => {
		if (!values.has(name)) {
			values.set(name, context.getNodeParameter(name, itemIndex, null, { skipValidation: true }));
		}
		return values.get(name) ?? undefined;
	};
}
