import { isDataObject } from '../../../transport/dataObject';

/** Whether a value means 'nothing was entered'. An empty locator and an empty collection count. */
export function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return value.trim() === '';
	if (Array.isArray(value)) return value.length === 0;
	if (!isDataObject(value)) return false;
	return '__rl' in value ? isEmpty(value.value) : Object.keys(value).length === 0;
}
