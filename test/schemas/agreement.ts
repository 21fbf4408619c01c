import type { IDataObject } from 'n8n-workflow';

import { isDataObject } from '../../nodes/transport/dataObject';
import type { OutputSchema } from './inferSchema';

/**
 * Attributes whose values are of another kind than the schema says, and which are not empty. Attributes that the
 * schema does not name are not looked at.
 *
 * @returns e.g. 'metadata: string, not object'
 */
export function otherKinds({ properties = {} }: OutputSchema, json: IDataObject): string[] {
	return Object.entries(properties).flatMap(([name, { type }]) => {
		const value = json[name];
		// Whether an empty attribute is null or '' says nothing of its kind; neither does one that was always empty.
		if (value === undefined || value === null || value === '' || type === 'null') return [];
		const kind = kindOf(value);
		return [type].flat().includes(kind) ? [] : [`${name}: ${kind}, not ${String(type)}`];
	});
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'array';
	return isDataObject(value) ? 'object' : typeof value;
}
