import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../../../../transport/dataObject';
import type { PelcroProperty } from '../../../shared/types';
import { refuse } from '../refusal';

export function toJson(value: unknown, field: PelcroProperty): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value) as unknown;
	} catch (error) {
		const reason = error instanceof Error ? error.message : '';
		throw refuse(field, value, 'valid JSON', `${reason}. Check quotes, commas and brackets.`);
	}
}

/** A list of objects from an earlier node, or as text. A single object is a list of one. */
export function toJsonRows(value: unknown, field: PelcroProperty): IDataObject[] {
	const entered = toJson(value, field);
	const list: unknown[] = Array.isArray(entered) ? entered : [entered];
	if (list.every(isDataObject)) return list;
	throw refuse(field, value, 'a list of objects', 'Enter a JSON list, e.g. [{"quantity": 1}].');
}
