import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../../../../transport/dataObject';
import { FieldError } from '../../../../common/fieldError';
import type { PelcroProperty } from '../../../shared/types';
import { isEmpty } from '../isEmpty';
import { refuse } from '../refusal';
import { toJson } from './json';
import { rowsOf } from './rows';

/** Key-value pairs, or JSON. Values stay as they are; null removes a key on update. Reference: 'Metadata'. */
export function toMetadata(value: unknown, field: PelcroProperty): IDataObject {
	const entered = field.type === 'json' ? toJson(value, field) : value;
	if (!isDataObject(entered)) {
		throw refuse(field, value, 'a JSON object', 'Enter an object, e.g. {"campaign": "spring"}.');
	}
	if (field.type === 'json') return entered;
	const pairs = rowsOf(entered).map(({ key, value: content }): [string, IDataObject[string]] => {
		if (isEmpty(key)) {
			throw new FieldError(
				`'${field.displayName}' has a value without a key`,
				'Enter a key for each value, or remove the row.',
			);
		}
		return [String(key), content];
	});
	return Object.fromEntries(pairs);
}
